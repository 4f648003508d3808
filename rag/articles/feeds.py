"""RSS and Atom: the address, title and date of each entry. A feed with a document type is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

from rag.errors import ArticleError
from rag.types import parse_published

_ITEMS = frozenset({"item", "entry"})
_DATES = ("published", "pubDate", "issued", "date", "updated", "modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed; `url` is absolute, `published` has a zone where the feed gives one."""

    url: str
    title: str
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its own title and its entries, in its order, each address once."""

    title: str
    entries: tuple[FeedEntry, ...]


class _Builder(ElementTree.TreeBuilder):
    """Refuses a document type, which alone can declare entities that grow or read files."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ArticleError(f"declares the document type {name!r}; such feeds are not read")


def read_feed(data: bytes, *, url: str) -> Feed:
    """Give the entries of a feed that was fetched from `url`.

    Raises:
        ArticleError: it is no well-formed RSS or Atom feed, or declares a document type.
    """
    try:
        root = ElementTree.fromstring(data, parser=ElementTree.XMLParser(target=_Builder()))
    except ArticleError as error:
        raise ArticleError(f"{url}: {error}") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ArticleError(f"{url}: no well-formed feed ({error}); add its pages one by one") from error
    if _name(root) not in {"rss", "feed", "RDF"}:
        raise ArticleError(f"{url}: no RSS or Atom feed; give the address of a page or of a feed")
    once: dict[str, FeedEntry] = {}
    for item in root.iter():
        entry = _entry(item, url) if _name(item) in _ITEMS else None
        if entry is not None:
            once.setdefault(entry.url, entry)
    channel = next((one for one in root if _name(one) == "channel"), root)
    return Feed(title=_text(channel, "title"), entries=tuple(once.values()))


def _entry(item: ElementTree.Element, base: str) -> FeedEntry | None:
    link = _link(item)
    if not link:
        return None
    stated = next((text for name in _DATES if (text := _text(item, name))), "")
    return FeedEntry(url=urljoin(base, link), title=_text(item, "title"), published=_moment(stated))


def _link(item: ElementTree.Element) -> str:
    links = [one for one in item if _name(one) == "link"]
    for one in links:
        if one.get("href") and one.get("rel", "alternate") == "alternate":
            return one.get("href", "").strip()
    return next((one.text.strip() for one in links if one.text and one.text.strip()), "")


def _text(parent: ElementTree.Element, name: str) -> str:
    found = next((one for one in parent if _name(one) == name), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _moment(text: str) -> datetime | None:
    """Give a date of RSS or Atom; one without a zone is taken as UTC, as RFC 2822 reads `-0000`."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        try:
            day = parse_published(text)
        except ValueError:
            return None
        if not isinstance(day, datetime):
            return datetime(day.year, day.month, day.day, tzinfo=UTC) if day is not None else None
        found = day
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
