"""A question as an FTS5 query: its words, quoted, joined by OR."""

from __future__ import annotations

import re

# Words that say what kind of sentence a question is and not what it is about. They are left out
# where other words remain: their lists are the longest to walk and say the least.
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """
        a about an and any are as at be been being by can could did do does for from had has have he
        her his how i if in into is it its many more most much of on or our she should so some such
        than that the their them then there these they this those to under up was we were what when
        where which while who whom whose why will with would you your d ll m re s t ve
        """,
    )
)
_WORD = re.compile(r"\w+")
MAX_WORDS = 64


def lexical_query(question: str) -> str | None:
    """Give the FTS5 query for a question, or None where it has no words.

    >>> lexical_query('How many fled "Idlib" AND why?')
    '"fled" OR "Idlib"'
    """
    words = list(dict.fromkeys(_WORD.findall(question)))
    telling = [word for word in words if word.lower() not in _COMMON] or words
    return " OR ".join(f'"{word}"' for word in telling[:MAX_WORDS]) or None
