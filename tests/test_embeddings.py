"""The packaged embedder, its files, and the choice of an embedder by the settings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from rag.embeddings import open_embedder
from rag.embeddings.packaged import ASSETS, damaged_files, load_static, open_packaged
from rag.errors import SettingsError, StoreError
from rag.settings import load_settings


def test_packaged_files_are_the_ones_that_were_made():
    assert damaged_files() == []


def test_packaged_files_are_at_most_10_mb_with_notice_and_licence():
    assert sum(path.stat().st_size for path in ASSETS.iterdir() if path.is_file()) <= 10_000_000
    assert "Apache License, Version 2.0" in (ASSETS / "NOTICE.txt").read_text("utf-8")
    assert "Apache License" in (ASSETS / "LICENSE.txt").read_text("utf-8")


def test_damaged_file_is_named(tmp_path: Path):
    shutil.copytree(ASSETS, tmp_path / "embedder")
    (tmp_path / "embedder" / "tokenizer.json").write_text("{", "utf-8")
    assert damaged_files(tmp_path / "embedder") == ["tokenizer.json"]
    with pytest.raises(StoreError, match="install again"):
        load_static(tmp_path / "embedder")


def test_packaged_vectors_have_length_1_and_the_named_dimension():
    embedder = open_packaged()
    vectors = embedder.embed_documents(["The river rose.", "Prices fell 3.5 percent.", "Ж" * 3])
    config = json.loads((ASSETS / "config.json").read_text("utf-8"))
    assert (embedder.name, embedder.dimension) == (config["name"], config["dimension"])
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_packaged_vectors_do_not_depend_on_the_batch():
    embedder = open_packaged()
    texts = [f"Storm {number} hit the coast." for number in range(600)]
    together = embedder.embed_documents(texts)
    assert np.array_equal(
        together[[0, 300, 599]], embedder.embed_documents([texts[0], texts[300], texts[599]])
    )
    assert np.array_equal(together[5], embedder.embed_query(texts[5]))


def test_packaged_vectors_are_near_for_near_meanings():
    embedder = open_packaged()
    question = embedder.embed_query("How many people lost their homes?")
    near, far = embedder.embed_documents(
        ["Thousands of residents were displaced.", "The yen fell against the dollar."]
    )
    assert question @ near > question @ far


@pytest.mark.parametrize("text", ["", " \n", "\U0001f642" * 3, "\x00"])
def test_text_without_known_words_gives_finite_values(text: str):
    assert np.isfinite(open_packaged().embed_query(text)).all()


def test_no_texts_give_no_rows():
    assert open_packaged().embed_documents([]).shape == (0, open_packaged().dimension)


def test_settings_choose_the_packaged_embedder_by_default(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATELINE_EMBEDDER", raising=False)
    assert open_embedder(load_settings()).name == open_packaged().name


@pytest.mark.parametrize("name", ["", "minilm", "openai:", "openai"])
def test_unknown_embedder_is_refused_by_name(name: str):
    with pytest.raises(SettingsError, match="packaged"):
        open_embedder(load_settings(embedder=name))
