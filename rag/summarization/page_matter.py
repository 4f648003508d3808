"""What stands on a news page and is no sentence of the news: notices, bylines, captions, fragments."""

from __future__ import annotations

import re

_NOTICE = re.compile(
    r"^\W*(?:sign[- ]?up|subscribe|click|tap here|scroll|read (?:more|next|the full)|follow (?:us"
    r"|him|her|them|me|along|every"
    r"|the author|[\w’' ]{2,60} on (?:X|twitter|facebook|instagram|threads)\b)|download|share this"
    r"|hit play|play the"
    r"|get (?:the facts|more|our|today)|need a break|watch:|listen:|more:|related:|contribut(?:ing|ors?):"
    r"|photos?:|image:|video:|gallery:|opinion:|photo of the day|support (?:\w+ )?journalism"
    r"|consider supporting|want to (?:send|know|share)"
    r"|shoot (?:him|her|them|me)|terms apply|prices were|must be 21|if you or someone|check (?:out"
    r"|your)|don['’]t miss"
    r"|have (?:a tip|questions)|reach (?:him|her|them|out)\b|thanks for (?:listening|having|reading)"
    r"|©|copyright\b"
    r"|(?:the )?associated press contributed|reporting by|edited by|additional reporting"
    r"|corrections? (?:&|and) clarifications?|(?:editor|author|publisher)['’]s note|plus[:,]"
    r"|also in the news|fact check round-?up|it['’]s time for)",
    re.IGNORECASE,
)
_ABOUT_THE_PAGE = re.compile(
    r"\b(?:sign up (?:for|here|to)|unsubscribe|(?:our|free|weekly|daily"
    r"|morning) newsletter|in your inbox"
    r"|this (?:story|article|transcript|post|page) (?:has been|was|is being|will be|is) (?:\w+ )?"
    r"(?:updated|corrected|published|automatically|generated|developing|edited|clarified)"
    r"|(?:a|an|earlier|previous|older|original) version of this"
    r" (?:story|article|column|transcript|post|report)"
    r"|this (?:story|article|column|report) (?:first |originally )?(?:appeared|contains)"
    r"|may earn|earn a commission|affiliate links?|purchases you make|independently (?:selected"
    r"|chosen|reviewed)"
    r"|episode of (?:the )?[\w’' ]{0,40}podcast|this podcast|hit play on|transcript (?:below|beneath)"
    r"|can be reached|contributed to this (?:story|report|article)|for more information,? (?:visit"
    r"|go to|see)"
    r"|all rights reserved|getty images|ap photo|photo (?:by|courtesy)|view this post"
    r"|terms of (?:use|service))\b"
    r"|: follow [A-Z][\w’' ]{1,40} coverage|\S+@\w[\w-]*\.\w|(?<!\w)@\w{3,}|https?://",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"^(?:here(?:['’]s| is| are)|below|keep reading)\b.{0,12}?\b(?:what|how|why|where|everything|a look"
    r"|a list|a breakdown|some|the"
    r"|for)\b[^.]{0,70}[.:]$",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"[\U0001F300-\U0001FAFF\u2600-\u27BF]\W*(?:follow|sign|read|click|watch|check|get|see|listen|join|track)\b",
    re.IGNORECASE,
)
_ANNOUNCEMENT_WORDS = 14
_DIGEST = re.compile(
    r"\b(?:podcast|news (?:round-?up|quiz)|short list|daily briefing|top stories|in other news|episode)\b"
    r"|\bday['’]s news\b",
    re.IGNORECASE,
)
_DIGEST_CHARS = 600
_BYLINE = re.compile(
    r"^(?:By\s)?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3} (?:covers\b"
    r"|is an? (?:[\w-]+ ){0,5}(?:reporter|correspondent|writer|editor"
    r"|columnist|producer|fellow|intern|journalist|strategist)\b|writes\b)"
)
_BYLINE_FROM_END = 4
_QUOTED = re.compile(r"[\"“„][^\"“”„]*[\"”“]")
_PAIRS = (("“", "”"), ("«", "»"))
_LONGEST_FRAGMENT = 14
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might"
    r"|must|shall|should|cannot"
    r"|\w+n['’]t|\w+['’](?:re|ve|ll|d|m)|(?:he|she|it|that|there|who|what|here)['’]s"
    r"|\w{2,}ed|\w{2,}(?:ize|ise|ify|ates|izes|ises|ifies)"
    r"|said|says?|told|tells?|made|makes?|took|takes?|came|comes?|went|goes|go|got|gets?|gave|gives?"
    r"|left|leaves?|held|holds?"
    r"|kept|keeps?|led|leads?|lost|loses?|won|wins?|met|meets?|paid|pays?|put|puts?|ran|runs?|rose"
    r"|rises?|fell|falls?|grew"
    r"|grows?|saw|sees?|sent|sends?|set|sets|shot|shut|shuts?|sold|sells?|spent|spends?|spoke"
    r"|speaks?|stood|stands?|struck"
    r"|strikes|swept|taught|thought|thinks?|threw|understood|woke|wore|wrote|writes?|became|becomes?"
    r"|began|begins?|bought|buys?"
    r"|brought|brings?|broke|breaks?|built|builds?|burnt|caught|chose|cost|costs|cut|cuts|dealt|drew"
    r"|draws?|drove|drives?|ate|felt"
    r"|feels?|fought|fights?|found|finds?|fled|flew|flies|forgot|froze|hit|hits|hung|hurt|knew"
    r"|knows?|laid|lay|lies|let|lets|lit"
    r"|meant|means?|quit|read|reads|rang|sang|sank|sat|sought|seeks?|shook|shows?|slept|slid|split"
    r"|spread|spreads|sprang|stole"
    r"|stuck|swam|swore|tore|wants?|needs?|expects?|plans?|warns?|calls?|denies|deny|remains?|faces?"
    r"|stays?|starts?|ends?|opens?"
    r"|closes?|reports?|claims?|argues?|adds?|asks?|warn|seems?|appears?|looks?|works?|lives?|helps?"
    r"|tries|try|likes?|loves?|hopes?"
    r"|turns?|moves?|plays?|follows?|includes?|contains?|happens?|continues?|agrees?|believes?"
    r"|supports?|opposes?|accuses?|blames?"
    r"|urges?|vows?|backs?|rejects?|approves?|launches?|marks?|hosts?|reaches?|returns?|arrives?"
    r"|dies?|kills?|carries|covers?"
    r"|reveals?|confirms?|announces?|suggests?|requires?|provides?|offers?|allows?|makes|serves?"
    r"|measures?|weighs?|stretch(?:es)?)\b",
    re.IGNORECASE,
)
_PERHAPS_A_VERB = re.compile(
    r"[a-z'’]+ [a-z]{2,}[a-rt-z]s (?:with|to|for|in|on|at|by|from|as|that|the|an?|its|their|his|her|no|more"
    r"|not|out|up|down)\b"
    r"|[a-z]{2,}[a-rt-z]s [a-z]{3,} (?:the|an?|that|to|it|them|its|their|his|her)\b"
)
_ENGLISH = re.compile(r"\bthe\b", re.IGNORECASE)


def is_page_matter(text: str, *, from_end: int) -> bool:
    """Whether a sentence speaks of the page and not of the news.

    Args:
        text: the sentence.
        from_end: how many sentences follow it; who the author is stands near the end.

    >>> is_page_matter("Sign up for our free newsletter.", from_end=9)
    True
    >>> is_page_matter("Nora Lind covers courts for the Courier.", from_end=0)
    True
    """
    if _NOTICE.match(text) or _ABOUT_THE_PAGE.search(text) or _CALL.search(text):
        return True
    if len(text.split()) <= _ANNOUNCEMENT_WORDS and _ANNOUNCES.match(text):
        return True
    return from_end < _BYLINE_FROM_END and bool(_BYLINE.match(text))


def is_fragment(text: str) -> bool:
    """Whether a short English text has no verb, as headings, table rows and captions have none.

    >>> is_fragment("New York – 5.3 (14%)."), is_fragment("Snow closed 12 schools.")
    (True, False)
    """
    if len(text.split()) > _LONGEST_FRAGMENT:
        return False
    return not (_VERB.search(text) or _PERHAPS_A_VERB.search(text))


def is_digest(title: str, text: str) -> bool:
    """Whether an article is a list of many matters, such as a podcast or the news of a day.

    >>> is_digest("Ferry strike, snow, Ilka Borsen: Friday's news", "")
    True
    """
    return title.count(",") > 1 or bool(_DIGEST.search(f"{title}\n{text[:_DIGEST_CHARS]}"))


def is_english(text: str, language: str | None) -> bool:
    """Whether a text is English, by its language or, where that is not known, by its most common word."""
    return language.startswith("en") if language else bool(_ENGLISH.search(text[:2000]))


def breaks_a_quotation(text: str) -> bool:
    """Whether a quotation begins or ends outside of the sentence.

    >>> breaks_a_quotation('He said: "We will go.'), breaks_a_quotation('"We will go," he said.')
    (True, False)
    """
    if "„" in text or text.count('"') % 2:
        return text.count('"') % 2 == 1
    return any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS)


def outside_quotations(text: str) -> str:
    """Give what is left of a sentence without what it quotes."""
    return _QUOTED.sub(" ", text)
