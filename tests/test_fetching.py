"""Articles from web addresses and feeds: public machines only, within limits, dated by their feed."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles.feeds import read_feed
from rag.articles.fetching import Fetcher, IPAddress, is_public
from rag.articles.web import fetch_articles, fetcher_of
from rag.cli import main
from rag.errors import ArticleError, SettingsError
from rag.settings import load_settings
from rag.types import AddResult, Article
from tests.web_server import Reply, Site, serving

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Northwire</title>
<item><title>Dam &amp; rain</title><link>/dam</link><pubDate>Sun, 01 Mar 2026 22:30:00 +0200</pubDate></item>
<item><title>Gone</title><link>/gone</link></item>
<item><title>Dam again</title><link>/dam</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Northwire</title><entry><title>Dam</title>
<link rel="self" href="/self"/><link href="/dam"/><updated>2026-03-01T20:30:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Northwire</title></channel>
<item><title>Dam</title><link>/dam</link><dc:date>2026-03-01T20:30:00Z</dc:date></item></rdf:RDF>"""
BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
)
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>'
)


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    with serving() as one:
        yield one


def anyone(_address: IPAddress) -> bool:
    """Allow every machine, for a server on loopback."""
    return True


def fetcher(*, max_bytes: int = 200_000, timeout_s: float = 20.0) -> Fetcher:
    """Give a fetcher that may ask this machine."""
    return Fetcher(max_bytes=max_bytes, timeout_s=timeout_s, allows=anyone)


def articles(address: str, **given_words: str) -> list[Article]:
    """Give the articles of an address; none may be refused."""
    items = list(fetch_articles([address], fetcher=fetcher(), **given_words))
    assert [item for item in items if isinstance(item, AddResult)] == []
    return [item for item in items if isinstance(item, Article)]


def refusal(address: str, by: Fetcher | None = None) -> str:
    """Give why an address is refused."""
    (item,) = fetch_articles([address], fetcher=by or fetcher())
    assert isinstance(item, AddResult)
    assert item.status == "refused"
    return item.reason or ""


# --- pages, texts, feeds --------------------------------------------------------------------------


def test_page_becomes_an_article_with_its_address(site: Site) -> None:
    site.page("/dam", head='<meta property="article:published_time" content="2026-03-01T10:00:00+00:00">')
    (article,) = articles(site.url("/dam"))
    assert article.title == "Dam holds"
    assert "The dam above Kesten held on Sunday" in article.text
    assert article.url == site.url("/dam")
    assert article.source == "127.0.0.1"
    assert article.published == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_same_address_gives_the_same_id_and_another_query_another(site: Site) -> None:
    for path in ("/dam", "/dam?page=2"):
        site.page(path)
    first, again, other = (articles(site.url(path))[0].id for path in ("/dam", "/dam", "/dam?page=2"))
    assert first == again != other
    assert "/" not in first


def test_page_in_another_encoding_is_read_by_what_the_server_says(site: Site) -> None:
    told = "Snøen falt på Åsen i går kveld, sa politiet, og veien er stengt."
    page = f"<html><body><article><h1>Snø</h1><p>{told}</p></article></body></html>"
    site.replies["/snow"] = Reply(body=page.encode("latin-1"), kind="text/html; charset=iso-8859-1")
    assert told in articles(site.url("/snow"))[0].text


def test_plain_text_is_kept_as_it_is(site: Site) -> None:
    site.replies["/note.txt"] = Reply(body=b"Rain fell.\r\n\r\nIt stopped.", kind="text/plain")
    assert articles(site.url("/note.txt"), source="Northwire")[0].text == "Rain fell.\r\n\r\nIt stopped."


@pytest.mark.parametrize(
    ("feed", "kind"),
    [(RSS, "application/rss+xml"), (ATOM, "application/atom+xml"), (RDF, "text/xml")],
    ids=["rss", "atom", "rdf"],
)
def test_feed_gives_its_pages_dated_by_the_feed_where_they_say_nothing(
    site: Site, feed: str, kind: str
) -> None:
    site.replies["/feed"] = Reply(body=feed.encode(), kind=kind)
    site.page("/dam")
    first, *rest = fetch_articles([site.url("/feed")], fetcher=fetcher(), published="2020-01-01")
    assert isinstance(first, Article)
    assert first.published == datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    assert first.url == site.url("/dam")
    assert all(isinstance(item, AddResult) and "404" in (item.reason or "") for item in rest)
    assert [path for path, _ in site.asked].count("/dam") == 1


def test_date_of_the_page_counts_before_that_of_the_feed(site: Site) -> None:
    site.replies["/feed"] = Reply(body=ATOM.encode(), kind="application/atom+xml")
    site.page("/dam", head='<meta property="article:published_time" content="2026-02-27">')
    (article,) = articles(site.url("/feed"))
    assert article.published == date(2026, 2, 27)


@pytest.mark.parametrize("feed", [BOMB, OUTSIDE], ids=["growing entities", "a file of this machine"])
def test_feed_that_declares_entities_is_refused(site: Site, feed: str) -> None:
    site.replies["/feed"] = Reply(body=feed.encode(), kind="text/xml")
    assert "document type" in refusal(site.url("/feed"))


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (b"<rss><channel>", "no well-formed feed"),
        (b"<html/>", "no RSS or Atom feed"),
        (b"<rss><channel/></rss>", "without entries"),
        (b"", "no well-formed feed"),
        (b"\xff\xfe\x00", "no well-formed feed"),
    ],
    ids=["cut off", "another format", "no entries", "empty", "binary"],
)
def test_feed_that_cannot_be_read_says_why(site: Site, feed: bytes, said: str) -> None:
    site.replies["/feed"] = Reply(body=feed, kind="text/xml")
    assert said in refusal(site.url("/feed"))


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"<rss>{text}</rss>".encode()))
def test_any_bytes_give_a_feed_or_a_refusal(data: bytes) -> None:
    with suppress(ArticleError):
        assert read_feed(data, url="https://example.org/feed").entries == ()


# --- where it may go ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.0.8", "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:a00:1::",
    ],
)  # fmt: skip
def test_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_address_is_known(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_own_machine_is_not_asked_however_it_is_written(site: Site, host: str) -> None:
    site.page("/dam")
    by = Fetcher(max_bytes=200_000, allows=is_public)
    assert "private network or this machine" in refusal(site.url("/dam", host=host), by)
    assert site.asked == []


def test_name_that_leads_to_a_private_address_is_refused(site: Site) -> None:
    by = Fetcher(max_bytes=200_000, resolve=lambda host, port: ["93.184.216.34", "10.0.0.7"])
    assert "private network" in refusal("http://news.example/dam", by)


def test_redirect_to_a_private_address_is_refused_at_its_hop(site: Site) -> None:
    site.replies["/away"] = Reply(status=302, headers=(("Location", "http://metadata.example/latest"),))
    numbers = {"127.0.0.1": "127.0.0.1", "metadata.example": "169.254.169.254"}
    by = Fetcher(
        max_bytes=200_000,
        resolve=lambda host, port: [numbers[host]],
        allows=lambda address: address.is_loopback,
    )
    assert "'metadata.example' is on a private network" in refusal(site.url("/away"), by)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "//[::"]
)
def test_redirect_to_what_is_no_web_address_is_refused(site: Site, location: str) -> None:
    site.replies["/away"] = Reply(status=302, headers=(("Location", location),))
    assert refusal(site.url("/away"))
    assert len(site.asked) == 1


def test_redirects_are_followed_and_counted(site: Site) -> None:
    site.page("/dam")
    site.replies["/short"] = Reply(status=301, headers=(("Location", "/dam"),))
    site.replies["/round"] = Reply(status=302, headers=(("Location", "/round"),))
    assert articles(site.url("/short"))[0].url == site.url("/dam")
    assert "more than 5 times" in refusal(site.url("/round"))


def test_name_is_resolved_once_a_hop_and_that_number_is_asked(site: Site) -> None:
    site.page("/dam")
    answers = iter(["127.0.0.1", "10.0.0.1"])
    by = Fetcher(
        max_bytes=200_000,
        resolve=lambda host, port: [next(answers)],
        allows=lambda address: address.is_loopback,
    )
    (article,) = fetch_articles([site.url("/dam", host="rebound.example")], fetcher=by)
    assert isinstance(article, Article)
    assert site.asked == [("/dam", f"rebound.example:{site.port}")]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://",
        "http://user:secret@example.org/",
        "http://[::/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(address: str) -> None:
    assert "address" in refusal(address)


def test_unknown_host_is_named() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    by = Fetcher(max_bytes=1000, resolve=nowhere)
    assert "there is no host 'nowhere.example'" in refusal("http://nowhere.example/", by)


# --- limits ---------------------------------------------------------------------------------------


def test_endless_page_is_cut_at_the_limit_while_it_streams(site: Site) -> None:
    site.replies["/endless"] = Reply(endless=True)
    assert "larger than 0.05 MB" in refusal(site.url("/endless"), fetcher(max_bytes=50_000))


def test_page_that_drips_meets_the_total_deadline(site: Site) -> None:
    site.replies["/slow"] = Reply(drips=True)
    started = time.monotonic()
    assert "within 1 s" in refusal(site.url("/slow"), fetcher(timeout_s=1.0))
    assert time.monotonic() - started < 10


def test_compressed_page_is_refused_before_it_grows(site: Site) -> None:
    site.replies["/zip"] = Reply(body=b"\x1f\x8b", headers=(("Content-Encoding", "gzip"),))
    assert "compressed" in refusal(site.url("/zip"))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream", ""])
def test_what_is_no_page_is_refused_by_its_type(site: Site, kind: str) -> None:
    site.replies["/file"] = Reply(body=b"%PDF-1.7", kind=kind)
    assert "not a page" in refusal(site.url("/file"))


def test_status_of_the_server_is_said(site: Site) -> None:
    assert "answers 404" in refusal(site.url("/missing"))


def test_one_refused_address_does_not_stop_the_next(site: Site) -> None:
    site.page("/dam")
    bad, good = fetch_articles([site.url("/missing"), site.url("/dam")], fetcher=fetcher())
    assert isinstance(bad, AddResult)
    assert isinstance(good, Article)


# --- off by default -------------------------------------------------------------------------------


def test_fetching_is_off_unless_it_is_allowed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingsError, match="DATELINE_FETCH"):
        fetcher_of(load_settings())
    assert main(["--library", str(tmp_path / "new"), "add", "https://news.example/a"]) == 1
    assert "DATELINE_FETCH" in capsys.readouterr().err


def test_command_line_refuses_this_machine_where_fetching_is_allowed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_FETCH", "true")
    assert main(["--library", str(tmp_path / "new"), "add", site.url("/dam")]) == 1
    assert "private network or this machine" in capsys.readouterr().out
    assert site.asked == []
