"""The schema of a library, as the list of steps that lead to it; `user_version` counts the steps.

A step, once released, is never changed: a new one is added below it. An older library is copied
and then brought up to date by the steps it lacks.

Days are `date.toordinal()` numbers, so that filters and distances are integer arithmetic.
"""

from __future__ import annotations

_ARTICLES_AND_CHUNKS = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # One row per article; its newest version is the one that answers.
    "CREATE TABLE articles (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT NOT NULL)",
    # Every version stays readable for the citations of earlier answers. The text comes last, so
    # that reading the other columns does not walk through it.
    """CREATE TABLE versions (
        key INTEGER PRIMARY KEY,
        article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        source TEXT,
        authors TEXT NOT NULL,
        url TEXT,
        published TEXT,
        day INTEGER,
        language TEXT,
        published_inferred INTEGER NOT NULL,
        added_at TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (article_key, version)
    )""",
    "CREATE INDEX versions_by_day ON versions (day)",
    # The chunks of newest versions only. AUTOINCREMENT: an id is never used twice, so that a stale
    # entry of the Chroma index can never stand for another chunk.
    """CREATE TABLE chunks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL
    )""",
    "CREATE INDEX chunks_by_article ON chunks (article_key)",
    "CREATE TABLE vectors (chunk_id INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    # Vectors of another embedder, while a rebuild makes them.
    "CREATE TABLE new_vectors (chunk_id INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    """CREATE VIRTUAL TABLE words USING fts5 (
        title, body, tokenize = 'porter unicode61 remove_diacritics 2'
    )""",
    # What the Chroma index still lacks (removal = 0) or still holds (removal = 1).
    "CREATE TABLE pending (chunk_id INTEGER PRIMARY KEY, removal INTEGER NOT NULL)",
)

_CONVERSATIONS = (
    # What belongs to one person: an owner is a signed-in name or the digest of a random cookie.
    """CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        title TEXT NOT NULL,
        updated_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX conversations_by_owner ON conversations (owner, updated_at)",
    # `answer` is the JSON of the checked answer, numbering and spans included.
    """CREATE TABLE turns (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        asked_at TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        verdict TEXT,
        comment TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX turns_by_conversation ON turns (conversation_id)",
)

_NOTES = (
    # What a writing model noted on an article, so that an interrupted summary goes on where it
    # stopped. `asked` is a digest of prompt, model and parameters: neither is stored in words.
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
        version TEXT NOT NULL,
        asked TEXT NOT NULL,
        made_at TEXT NOT NULL,
        notes TEXT NOT NULL,
        UNIQUE (article_key, version, asked)
    )""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_ARTICLES_AND_CHUNKS, _CONVERSATIONS, _NOTES)
