"""Every error that Dateline raises on purpose; catch `DatelineError` to catch them all.

DatelineError
├── SettingsError          a setting has a wrong name or value
├── ArticleError           an article cannot be read or is refused; nothing was stored
├── StoreError             the library on disk cannot be used
│   ├── SchemaError        the library was written by a newer Dateline
│   ├── EmbedderMismatch   the library was embedded with another embedder: rebuild
│   └── IndexUnavailable   Chroma cannot be reached or does not answer in time
├── ModelError             the language model or embeddings endpoint failed
│   ├── ModelAuthError     the key was refused (401, 403)
│   ├── ModelLimitError    rate limit or quota (429)
│   ├── ModelTimeout       the total deadline passed
│   ├── ModelContextError  the prompt does not fit into the model's context
│   └── ModelReplyError    the reply cannot be understood
├── PromptError            a prompt file is missing, malformed or misses a variable
├── QuestionError          the question is empty, too long or not text
└── NotFound               no such article or version in the library
"""


class DatelineError(Exception):
    """Something failed; the message says what, with which value, and what to do."""


class SettingsError(DatelineError):
    """A setting has an unknown name or a value that is not allowed."""


class ArticleError(DatelineError):
    """An article cannot be read or is refused; nothing of it was stored."""


class StoreError(DatelineError):
    """The library on disk cannot be opened, read or written."""


class SchemaError(StoreError):
    """The library was written by a newer version of Dateline."""


class EmbedderMismatch(StoreError):
    """The library holds vectors of another embedder or dimension."""


class IndexUnavailable(StoreError):
    """Chroma cannot be reached or did not answer within its deadline."""


class ModelError(DatelineError):
    """A language model or embeddings endpoint failed."""


class ModelAuthError(ModelError):
    """The endpoint refused the key."""


class ModelLimitError(ModelError):
    """The endpoint refused for rate or quota."""


class ModelTimeout(ModelError):
    """The total deadline of a call passed."""


class ModelContextError(ModelError):
    """The prompt does not fit into the model's context window."""


class ModelReplyError(ModelError):
    """The endpoint replied with something that is not a chat completion."""


class PromptError(DatelineError):
    """A prompt file is missing or malformed, or a variable has no value."""


class QuestionError(DatelineError):
    """The question is empty, too long or not valid text."""


class NotFound(DatelineError):
    """The library holds no such article or version."""
