"""What the user says about all the articles of one call, and the order in which dates count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rag.errors import ArticleError
from rag.types import parse_published


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The user's own words: they fill in what an article does not say itself."""

    published: date | None = None
    source: str | None = None

    @classmethod
    def checked(cls, published: date | str | None, source: str | None) -> Given:
        """Give the words, with the date parsed.

        Raises:
            ArticleError: the date is none.
        """
        try:
            return cls(published=parse_published(published), source=source)
        except ValueError as error:
            raise ArticleError(str(error)) from error


def first_date(stated: object, given: date | None) -> date | None:
    """Give the date that the metadata states, else the user's; a stated one that is none does not count."""
    try:
        return parse_published(stated) or given
    except ValueError:
        return given
