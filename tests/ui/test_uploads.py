"""Uploads with hostile names: stored where uploads go, and nowhere else; other files cannot be named."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from gradio.utils import get_upload_folder

from tests.ui.running import RunningApp
from ui.shelf import Wanted


@pytest.mark.parametrize(
    "name", ["../../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", "a/../../evil.txt"]
)
def test_upload_with_a_path_for_a_name_stays_among_the_uploads(app: RunningApp, name: str) -> None:
    reply = httpx2.post(f"{app.url}/gradio_api/upload", files={"files": (name, b"It rained.", "text/plain")})
    assert reply.status_code == 200
    (stored,) = reply.json()
    assert Path(stored).resolve().is_relative_to(Path(get_upload_folder()).resolve())
    assert Path(stored).read_bytes() == b"It rained."


def test_file_of_this_machine_is_not_served(app: RunningApp, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    for address in (f"/gradio_api/file={secret}", "/gradio_api/file=/etc/hostname", "/dateline/..%2fapp.py"):
        reply = httpx2.get(f"{app.url}{address}")
        assert reply.status_code in {403, 404}
        assert "canary" not in reply.text


def test_archive_under_the_name_of_a_text_is_refused(app: RunningApp, tmp_path: Path) -> None:
    archive = tmp_path / "news.txt"
    archive.write_bytes(b"PK\x03\x04" + b"\x00" * 500)
    said = app.shelf.add(Wanted(paths=(str(archive),)))
    assert "1 refused" in said
    assert "zip archive" in said
