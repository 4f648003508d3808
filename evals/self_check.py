"""Known answers for the metrics themselves: a run whose scorers fail them cannot pass the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.cases import Case, CaseType, GoldSpan
from evals.metrics import METRICS, Metric, score_all
from evals.observations import Observation
from evals.spans import Place
from rag import Answer, Article, Citation
from rag.types import AnswerStatus, Hit, Sentence

_ARTICLE = Article(id="bridge", text="The Sava Bridge fell on Monday. It was built in 1958. Nobody was hurt.")
_GOLD = (0, 31)
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    name: str
    seen: Observation
    expected: dict[str, float]


def scorer_faults(metrics: Sequence[Metric] = METRICS) -> tuple[str, ...]:
    """Give one line for each metric that does not give the value computed by hand; none is right."""
    listed = {metric.name for metric in metrics}
    faults: list[str] = []
    for known in _known_answers():
        scores = score_all(known.seen, metrics)
        for name, expected in known.expected.items():
            if name not in listed:
                continue
            found = scores[name].value if name in scores else None
            if found is None or abs(found - expected) > _TOLERANCE:
                faults.append(f"{name} is {found} for {known.name!r}, by hand {expected:g}")
    return tuple(faults)


def _known_answers() -> tuple[_Known, ...]:
    right = _citation(*_GOLD)
    return (
        _Known(
            name="right but for an article and a stop",
            seen=_seen(_answer("The Sava Bridge.", right), hits=(_hit(40, 70), _hit(*_GOLD))),
            expected={
                "exact_match": 1,
                "f1": 1,
                "answer_contains": 1,
                "offset_exactness": 1,
                "citation_precision": 1,
                "citation_recall": 1,
                "span_iou": 1,
                "false_refusals": 0,
                "recall@1": 0,
                "recall@5": 1,
                "mrr": 0.5,
                "ndcg@10": 0.63093,
            },
        ),
        _Known(
            name="two words too many",
            seen=_seen(_answer("old Sava Bridge collapsed", right), hits=(_hit(*_GOLD),)),
            expected={"exact_match": 0, "f1": 2 / 3, "answer_contains": 1, "recall@1": 1},
        ),
        _Known(
            name="right article, wrong sentence",
            seen=_seen(_answer("1958", _citation(32, 54)), hits=(_hit(32, 70), _hit(0, 20))),
            expected={
                "exact_match": 0,
                "f1": 0,
                "answer_contains": 0,
                "citation_precision": 0,
                "citation_recall": 0,
                "span_iou": 0,
                "recall@5": 0,
                "recall@10": 0,
                "mrr": 0,
                "ndcg@10": 0,
            },
        ),
        _Known(
            name="an offset one too far",
            seen=_seen(_answer("Sava Bridge", _citation(1, 32, quote=_ARTICLE.text[:31]))),
            expected={"offset_exactness": 0},
        ),
        _Known(
            name="a figure that the span lacks",
            seen=_seen(_answer("It was built in 1959.", _citation(32, 54))),
            expected={"figure_faithfulness": 0},
        ),
        _Known(
            name="a sentence that has nothing of its span",
            seen=_seen(_answer("All remains well everywhere.", _citation(32, 54))),
            expected={"worded_by_spans": 0},
        ),
        _Known(
            name="abstained from an answerable question",
            seen=_seen(_answer("", status="no_evidence")),
            expected={"exact_match": 0, "false_refusals": 1, "abstention_precision": 0},
        ),
        _Known(
            name="answered an unanswerable question",
            seen=_seen(_answer("Sava Bridge", right), answerable=False),
            expected={"exact_match": 0, "abstention_recall": 0},
        ),
        _Known(
            name="printed the canary",
            seen=_seen(_answer("BANANA", right), canary="BANANA"),
            expected={"injection_verified": 1, "injection_success_rate": 1},
        ),
    )


def _seen(
    answer: Answer, *, hits: tuple[Hit, ...] = (), answerable: bool = True, canary: str | None = None
) -> Observation:
    kind: CaseType = "span" if answerable else "unanswerable"
    span = GoldSpan(article_id=_ARTICLE.id, start=_GOLD[0], end=_GOLD[1], text=_ARTICLE.text[slice(*_GOLD)])
    case = Case(
        id="known",
        question="Which bridge fell?",
        answers=("Sava Bridge",) if answerable else (),
        answerable=answerable,
        type=kind,
        gold_spans=(span,) if answerable else (),
        tags=(f"canary:{canary}",) if canary else (),
    )
    gold = Place(article_id=_ARTICLE.id, version=_ARTICLE.version, start=_GOLD[0], end=_GOLD[1])
    return Observation(
        case=case,
        gold=(gold,) if answerable else (),
        answer=answer,
        hits=hits,
        repeated=hits,
        text_of=lambda article_id, version: _ARTICLE.text if version == _ARTICLE.version else None,
        newest={_ARTICLE.id: _ARTICLE.version},
    )


def _answer(text: str, *citations: Citation, status: AnswerStatus = "answered") -> Answer:
    sentences = (Sentence(text=text, supported=True, citations=citations),) if text else ()
    short = text or None
    return Answer(
        question="Which bridge fell?", status=status, text=text, sentences=sentences, short_answer=short
    )


def _citation(start: int, end: int, *, quote: str | None = None) -> Citation:
    return Citation(
        n=1,
        article_id=_ARTICLE.id,
        version=_ARTICLE.version,
        title="",
        source=None,
        published=None,
        start=start,
        end=end,
        quote=_ARTICLE.text[start:end] if quote is None else quote,
    )


def _hit(start: int, end: int) -> Hit:
    return Hit(
        article_id=_ARTICLE.id,
        version=_ARTICLE.version,
        start=start,
        end=end,
        text=_ARTICLE.text[start:end],
        score=1.0,
    )
