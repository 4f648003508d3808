"""Checks a claim against articles or cited spans, fact by fact: the entry to the verification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.text import sentence_spans
from rag.types import Article, Citation, Fact, SupportStatus, Verification
from rag.verification.case import Case, Evidence, open_case
from rag.verification.figures.directions import check_directions
from rag.verification.figures.facts import check_figures
from rag.verification.statements.degrees import check_degrees
from rag.verification.statements.modality_facts import check_modality
from rag.verification.statements.name_facts import check_names
from rag.verification.statements.negation_facts import check_negation
from rag.verification.statements.opposites import check_opposites
from rag.verification.statements.roles import check_roles
from rag.verification.statements.speech import check_quotations, check_speakers
from rag.verification.support import Features, features_of, joined_score, score_of, status_of
from rag.verification.times.facts import check_times
from rag.verification.times.length_facts import check_lengths
from rag.verification.verdict import weighed
from rag.verification.words.tokens import sense, tokenize

_BEST = 3
CHECKS = (
    check_figures,
    check_times,
    check_lengths,
    check_names,
    check_speakers,
    check_negation,
    check_modality,
    check_roles,
    check_opposites,
    check_directions,
    check_degrees,
)
"""Every check of a sentence but that of its quotations, which runs first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the checks found in one sentence."""

    status: SupportStatus
    score: float
    facts: tuple[Fact, ...]
    features: Features


def check_sentence(text: str, spans: Sequence[Evidence], *, question: str | None = None) -> Checked:
    """Check one sentence against the spans that it cites.

    Args:
        text: the sentence.
        spans: its cited spans, each with its article around it; facts are looked for in the spans,
            and only names and dates in the text before them, in the title and in the dateline.
        question: the question that it answers; a period that it binds counts as part of the claim.
    """
    case = open_case(text, tuple(spans), question)
    facts = weighed(find_facts(case), case)
    facts.sort(key=lambda fact: (fact.claim_start, fact.claim_end, fact.kind))
    features = features_of(case, facts)
    return Checked(
        status=status_of(facts, features), score=score_of(features), facts=tuple(facts), features=features
    )


def find_facts(case: Case) -> list[Fact]:
    """Find the facts of a claim in its evidence, each by itself, before the whole claim is read."""
    quotations = check_quotations(case)
    quoted = tuple((fact.claim_start, fact.claim_end) for fact in quotations if fact.status == "matched")
    case = replace(case, quoted=quoted)
    return [*quotations, *(fact for each in CHECKS for fact in each(case))]


def check(
    claim: str,
    articles: Article | Sequence[Article],
    *,
    spans: Sequence[tuple[str, int, int]] | None = None,
    question: str | None = None,
) -> Verification:
    """Check a claim against articles and give its facts and the best spans.

    Args:
        claim: one sentence or more.
        articles: the article, or several.
        spans: (article id, start, end) that the claim cites; None chooses the best sentences.
        question: the question that the claim answers.

    >>> article = Article(id="a", text="At least 80,000 have fled, including 30,000 in the past week.")
    >>> check("30,000 fled in the past week.", article).status
    'supported'
    >>> check("80,000 fled in the past week.", article).status
    'contradicted'
    """
    given = [articles] if isinstance(articles, Article) else list(articles)
    by_id = {article.id: article for article in given}
    checked: list[Checked] = []
    used: list[Evidence] = []
    for sentence in sentence_spans(claim):
        text = claim[sentence.start : sentence.end]
        cited = (
            [evidence_of(by_id[i], start, end) for i, start, end in spans] if spans else _best(text, given)
        )
        found = check_sentence(text, cited, question=question)
        checked.append(_moved(found, sentence.start))
        used.extend(evidence for evidence in cited if evidence not in used)
    return _joined(claim, checked, [_citation(by_id[e.article_id], e, n) for n, e in enumerate(used, 1)])


def check_best(text: str, articles: Sequence[Article], *, question: str | None = None) -> Checked:
    """Check one sentence against the sentences of the articles that share most with it."""
    return check_sentence(text, _best(text, list(articles)), question=question)


def _moved(checked: Checked, by: int) -> Checked:
    facts = tuple(
        replace(f, claim_start=f.claim_start + by, claim_end=f.claim_end + by) for f in checked.facts
    )
    return replace(checked, facts=facts)


def _joined(claim: str, checked: list[Checked], citations: list[Citation]) -> Verification:
    statuses = {each.status for each in checked}
    status: SupportStatus = "supported"
    if "contradicted" in statuses:
        status = "contradicted"
    elif "unsupported" in statuses or not checked:
        status = "unsupported"
    return Verification(
        claim=claim,
        status=status,
        score=joined_score([each.score for each in checked]),
        facts=tuple(fact for each in checked for fact in each.facts),
        spans=tuple(citations),
    )


def evidence_of(article: Article, start: int, end: int) -> Evidence:
    return Evidence(
        article_id=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
        published=article.published,
        context=article.text,
        title=article.title,
    )


def _best(text: str, articles: list[Article]) -> list[Evidence]:
    """The sentences that share most with a claim: the best, and those that add words it lacks."""
    words = {sense(token.stem) for token in tokenize(text) if token.is_content}
    found: list[tuple[set[str], Article, int, int]] = []
    for article in articles:
        for span in sentence_spans(article.text):
            tokens = tokenize(article.text[span.start : span.end])
            found.append(
                ({sense(t.stem) for t in tokens if t.is_content} & words, article, span.start, span.end)
            )
    chosen: list[Evidence] = []
    covered: set[str] = set()
    while found and len(chosen) < _BEST:
        best = max(found, key=lambda each: (len(each[0] - covered), len(each[0]), -each[2]))
        if chosen and len(best[0] - covered) < 2:
            break
        chosen.append(evidence_of(best[1], best[2], best[3]))
        covered |= best[0]
        found.remove(best)
    return sorted(chosen, key=lambda evidence: (evidence.article_id, evidence.start))


def _citation(article: Article, evidence: Evidence, number: int) -> Citation:
    return Citation(
        n=number,
        article_id=article.id,
        version=article.version,
        title=article.title,
        source=article.source,
        published=article.published,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.text,
    )
