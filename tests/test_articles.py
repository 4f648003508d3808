"""Articles read from files: exact text, dates in their order, and what is refused."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles import load_articles, read_stdin
from rag.articles.dating import find_date
from rag.articles.naming import slug
from rag.errors import ArticleError
from rag.types import AddResult, Article

PAGE = """<html lang="en"><head><title>Dam holds</title>
<meta property="article:published_time" content="2026-03-01T10:00:00+00:00">
<meta name="author" content="Ana Reyes"><meta property="og:site_name" content="Northwire">
<script>steal()</script></head><body><article><h1>Dam holds</h1>
<p>The dam above Kesten held on Sunday, engineers said after a night of heavy rain.</p>
<p>About 4,000 people had left their homes by dusk. They may return on Tuesday.<script>steal()</script></p>
</article></body></html>"""


def one(path: Path, **options: object) -> Article:
    items = list(load_articles([path], **options))  # pyright: ignore[reportArgumentType] -- the options vary
    assert len(items) == 1
    assert isinstance(items[0], Article), items[0]
    return items[0]


def refusal(path: Path, **options: object) -> str:
    items = list(load_articles([path], **options))  # pyright: ignore[reportArgumentType] -- the options vary
    assert len(items) == 1
    assert isinstance(items[0], AddResult)
    assert (items[0].status, items[0].version) == ("refused", None)
    assert items[0].reason
    return items[0].reason


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


# --- text unchanged ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_is_the_decoded_file_unchanged(tmp_path: Path, name: str):
    content = "  Title\r\n\r\nIt rained.\rThen\u2028it stopped. e\u0301 \U0001f642\x0c \n\n"
    assert one(write(tmp_path, name, content)).text == content


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_stdin_text_is_the_decoded_input_unchanged(words: str, end: str):
    content = f"Rain{end}{words}{end}"
    assert read_stdin(io.BytesIO(content.encode())).text == content.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decodes_and_is_not_in_the_text(tmp_path: Path, encoding: str):
    assert one(write(tmp_path, "a.txt", "Café closed.\r\n".encode(encoding))).text == "Café closed.\r\n"


def test_named_encoding_decodes(tmp_path: Path):
    path = write(tmp_path, "a.txt", "Café closed.".encode("cp1252"))
    assert one(path, encoding="cp1252").text == "Café closed."
    assert "--encoding" in refusal(path)


def test_utf_16_without_mark_decodes_when_named(tmp_path: Path):
    assert one(write(tmp_path, "a.txt", "Rain.".encode("utf-16-le")), encoding="utf-16-le").text == "Rain."


# --- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\t\n", "empty", id="white-space"),
        pytest.param(b"\xef\xbb\xbf\n", "empty", id="only-a-mark"),
        pytest.param(b"--- ***", "empty", id="no-words"),
        pytest.param(bytes(range(256)) * 4, "binary", id="binary"),
        pytest.param(b"Rain\x00fell.", "NUL", id="nul"),
        pytest.param("Rain\x00fell.".encode("utf-16"), "NUL", id="nul-utf-16"),
        pytest.param(b"Rain\x01\x02 fell.", "binary", id="control"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04 words", "zip", id="zip"),
        pytest.param(b"Caf\xe9 closed on Monday.", "not valid utf-8 at byte 3", id="latin-1"),
        pytest.param(b"Rain \xed\xa0\x80 fell.", "not valid utf-8", id="surrogate-bytes"),
    ],
)
def test_refused_file_names_the_file_and_the_reason(tmp_path: Path, content: bytes, reason: str):
    message = refusal(write(tmp_path, "bad.txt", content))
    assert message.startswith("bad.txt: ")
    assert reason in message


def test_too_large_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert "100.0 MB, over the limit of 20 MB" in refusal(path)


def test_too_large_stdin_is_refused_after_the_limit():
    stream = io.BytesIO(b"Rain. " * 1_000_000)
    with pytest.raises(ArticleError, match="larger than 1 MB"):
        read_stdin(stream, max_mb=1)
    assert stream.tell() == 1_000_001


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path):
    write(tmp_path, "a.txt", "")
    write(tmp_path, "b.txt", "Rain fell.")
    items = list(load_articles(tmp_path))
    assert [type(item) for item in items] == [AddResult, Article]


@pytest.mark.parametrize("name", ["missing.txt", "sound.mp3"])
def test_missing_and_unknown_files_are_refused(tmp_path: Path, name: str):
    if name == "sound.mp3":
        write(tmp_path, name, "x")
    assert refusal(tmp_path / name).startswith(name)


@pytest.mark.parametrize("options", [{"encoding": "utf-99"}, {"published": "yesterday"}])
def test_wrong_options_are_refused_at_once(tmp_path: Path, options: dict[str, str]):
    with pytest.raises(ArticleError, match=next(iter(options.values()))):
        load_articles(tmp_path, **options)  # pyright: ignore[reportArgumentType] -- the options vary


# --- ids and folders ----------------------------------------------------------------------------


def test_id_is_the_name_of_the_file_and_stays_when_the_text_changes(tmp_path: Path):
    path = write(tmp_path, "idlib report.txt", "Rain fell.")
    before = one(path)
    write(tmp_path, "idlib report.txt", "Snow fell.")
    after = one(path)
    assert before.id == after.id == "idlib-report"
    assert before.version != after.version


def test_ids_of_a_folder_differ_and_hold_no_path(tmp_path: Path):
    for name in ("north/report.txt", "south/report.txt", "report.txt", "report.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, "Rain fell.")
    ids = [item.id for item in load_articles(tmp_path) if isinstance(item, Article)]
    assert len(set(ids)) == 4
    assert {"north-report", "south-report"} < set(ids)
    assert not any("/" in article_id for article_id in ids)


@pytest.mark.parametrize(
    "name", ["<img src=x>", "..\\..\\x", "a" * 200, "\u202egnp", "\udcff", "", "名前 \n"]
)
def test_slug_of_a_hostile_name_is_short_plain_and_distinct(name: str):
    made = slug(name)
    assert 0 < len(made) <= 90
    assert made != slug(name + "x")
    assert all(character.isalnum() or character in "._-" for character in made)


def test_links_out_of_a_folder_are_refused_and_links_inside_are_read(tmp_path: Path):
    outside = write(tmp_path, "secret.txt", "The secret.")
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder, "a.txt", "Rain fell.")
    (folder / "b.txt").symlink_to(outside)
    (folder / "c.txt").symlink_to(folder / "a.txt")
    (folder / "deep").symlink_to(tmp_path)
    first, second, third = load_articles(folder)
    assert isinstance(first, Article)
    assert isinstance(second, AddResult)
    assert "leads out of the folder" in (second.reason or "")
    assert isinstance(third, Article)


def test_pipe_is_refused_without_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refusal(tmp_path / "pipe.txt")


# --- titles and dates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", "Rain stops play in Kesten\n\nIt rained.", "Rain stops play in Kesten"),
        ("a.txt", "Rain Stops Play\nIt rained.", "Rain Stops Play"),
        ("a.txt", "It rained all day.\n\nThen it stopped.", ""),
        ("a.txt", "it rained all day and\nthen it stopped.", ""),
        ("a.txt", "Rain", ""),
        ("a.md", "# Rain stops *play*\n\nIt rained.", "Rain stops *play*"),
        ("a.md", "---\ntitle: Rain\ndate: 2026-03-01\n---\nIt rained.", "Rain"),
    ],
)
def test_title_is_the_first_line_if_it_reads_as_one(tmp_path: Path, name: str, text: str, title: str):
    article = one(write(tmp_path, name, text))
    assert (article.title, article.text) == (title, text)


def test_front_matter_states_date_source_and_authors(tmp_path: Path):
    text = "---\ntitle: Rain\ndate: 2026-03-01\nsource: Northwire\nauthors: A. Bell, C. Day\n---\nIt rained."
    article = one(write(tmp_path, "a.md", text), published="2020-01-01", source="Other")
    assert (article.published, article.published_inferred) == (date(2026, 3, 1), False)
    assert (article.source, article.authors) == ("Northwire", ("A. Bell", "C. Day"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dam holds\n\nPublished March 1, 2026\n\nIt held.", date(2026, 3, 1)),
        ("Dam holds\n\nBy Ana Reyes | Updated: 1 Mar. 2026, 10:00\n\nIt held.", date(2026, 3, 1)),
        ("Dam holds\n2026-03-01\nIt held.", date(2026, 3, 1)),
        ("KESTEN, March 1, 2026 (Northwire) - The dam held, unlike on May 2, 2011.", date(2026, 3, 1)),
        ("The mayor speaks in Kesten, U.S., December 24, 2025. PHOTO/Bell\n\nIt rained.", date(2025, 12, 24)),
        ("He was born on March 1, 1952.", None),
        ("The law takes effect from January 1, 2027.", None),
        ("The report, May 2, 2011, and its sequel, May 3, 2012, were wrong.", None),
        ("KESTEN, March 1 - The dam held.", None),
        ("It happened on February 30, 2026, they said.", None),
        ("Rain fell. " * 200 + "Published March 1, 2026", None),
    ],
)
def test_date_is_found_only_where_the_text_states_it_as_its_own(text: str, found: date | None):
    assert find_date(text) == found


def test_date_is_metadata_then_flag_then_text(tmp_path: Path):
    text = "Dam holds\n\nPublished March 1, 2026\n\nIt held."
    plain = write(tmp_path, "a.txt", text)
    row = write(tmp_path, "a.jsonl", json.dumps({"text": text, "date": "2026-02-27"}))
    found = one(plain)
    assert (found.published, found.published_inferred) == (date(2026, 3, 1), True)
    flagged = one(plain, published="2026-02-28")
    assert (flagged.published, flagged.published_inferred) == (date(2026, 2, 28), False)
    assert one(row, published="2026-02-28").published == date(2026, 2, 27)
    assert one(write(tmp_path, "b.txt", "It held.")).published is None


# --- HTML and JSON ------------------------------------------------------------------------------


def test_html_gives_the_article_with_its_metadata_and_no_script(tmp_path: Path):
    article = one(write(tmp_path, "a.html", PAGE), published="2020-01-01", source="Other")
    assert article.title == "Dam holds"
    assert article.published == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert (article.source, article.authors, article.language) == ("Northwire", ("Ana Reyes",), "en")
    assert "held on Sunday" in article.text
    assert "steal" not in article.text


def test_html_in_a_declared_charset_decodes(tmp_path: Path):
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("dusk", "café dusk")
    assert "café dusk" in one(write(tmp_path, "a.html", page.encode("cp1252"))).text


def test_html_without_an_article_is_refused(tmp_path: Path):
    assert "no article text" in refusal(write(tmp_path, "a.html", "<html><body></body></html>"))


def test_jsonl_keeps_the_fields_and_the_text_unchanged(tmp_path: Path):
    row = {
        "id": "../../x",
        "title": "Dam",
        "text": " It held.\r\n\u2028 ",
        "url": "https://example.org/1",
        "source": "Northwire",
        "authors": ["A. Bell"],
        "published": "2026-03-01T08:30:00Z",
        "language": "en",
        "more": 1,
    }
    article = one(write(tmp_path, "a.jsonl", "\ufeff" + json.dumps(row, ensure_ascii=False) + "\n\n"))
    assert (article.id, article.title, article.text) == ("../../x", "Dam", " It held.\r\n\u2028 ")
    assert (article.url, article.source, article.authors) == (
        "https://example.org/1",
        "Northwire",
        ("A. Bell",),
    )
    assert (article.published, article.language) == (datetime(2026, 3, 1, 8, 30, tzinfo=UTC), "en")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("{", "no valid JSON", id="json"),
        pytest.param("[" * 100_000, "no valid JSON", id="deep"),
        pytest.param('"text"', "the row", id="string"),
        pytest.param('{"title": "x"}', "text", id="no-text"),
        pytest.param('{"text": " "}', "empty", id="empty-text"),
        pytest.param('{"text": "a\\u0000b"}', "NUL", id="nul"),
        pytest.param('{"text": "a\\ud800b"}', "lone surrogate", id="surrogate"),
        pytest.param('{"text": "a", "title": "\\udc00"}', "title holds a lone surrogate", id="title"),
        pytest.param('{"text": "a", "date": "yesterday"}', "no publication date", id="date"),
        pytest.param(json.dumps({"text": "a", "id": "x" * 500}), "500 characters", id="long-id"),
        pytest.param('{"text": "a", "id": "a\\nb"}', "control", id="control-id"),
        pytest.param('{"text": "' + "a" * 2_000_000 + '"}', "longer than", id="long-line"),
    ],
)
def test_bad_line_is_refused_by_number_and_the_rest_is_read(tmp_path: Path, line: str, reason: str):
    path = write(
        tmp_path, "a.jsonl", f'{{"id": "1", "text": "One."}}\n{line}\n{{"id": "3", "text": "Three."}}'
    )
    first, second, third = load_articles([path], max_mb=1)
    assert isinstance(first, Article)
    assert isinstance(second, AddResult)
    assert (second.reason or "").startswith("a.jsonl:2")
    assert reason in (second.reason or "")
    assert isinstance(third, Article)
    assert third.id == "3"


def test_jsonl_larger_than_the_limit_is_read_line_by_line(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        for number in range(3000):
            file.write(json.dumps({"id": str(number), "text": "Rain fell. " * 50}) + "\n")
    assert path.stat().st_size > 1_000_000
    assert len(list(load_articles(path, max_mb=1))) == 3000


def test_rows_without_an_id_keep_theirs_when_their_text_changes(tmp_path: Path):
    before = one(write(tmp_path, "a.jsonl", '{"url": "https://example.org/1", "text": "One."}'))
    after = one(write(tmp_path, "a.jsonl", '{"url": "https://example.org/1", "text": "Two."}'))
    assert before.id == after.id


@pytest.mark.parametrize("form", ["list", "articles"])
def test_json_gives_its_rows_and_refuses_bad_ones_alone(tmp_path: Path, form: str):
    rows = [{"id": "1", "text": "One."}, {"id": "2"}, {"id": 3, "text": "Three."}]
    content = json.dumps(rows if form == "list" else {"articles": rows})
    items = list(load_articles(write(tmp_path, "a.json", content)))
    assert [item.id if isinstance(item, Article) else item.article_id for item in items] == [
        "1",
        "a.json[2]",
        "3",
    ]


def test_json_object_is_one_article(tmp_path: Path):
    assert one(write(tmp_path, "a.json", '{"id": "1", "text": "One."}')).id == "1"
