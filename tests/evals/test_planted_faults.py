"""The gate catches planted faults: each test plants one in a sound pipeline and runs the suite again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faults
import httpx2
import pytest
from suites import manifest_of

import rag.answering
from evals.cases import Suite, load_suite
from evals.cassettes import RecordTransport, ReplayTransport
from evals.drafters import open_drafter, over
from evals.gate import Baseline, accept, check_run
from evals.metrics import METRICS, Metric
from evals.mock_model import transport as mock_transport
from evals.pipelines import Pipeline, open_pipeline
from evals.run import Run, run_suite
from rag import Library, Settings
from rag.types import Sentence

SETTINGS = Settings(_env_file=None)  # pyright: ignore[reportCallIssue] -- pydantic-settings takes it


def _chosen(suite: Suite) -> Suite:
    """Give a few cases of every kind: enough to catch a fault, few enough to run dozens of times."""
    wanted: list[str] = []
    for kind, count in (
        ("span", 8), ("number", 10), ("date", 3), ("quote", 3), ("near_miss", 4), ("unanswerable", 6),
        ("injection", 2),
    ):  # fmt: skip
        of_kind = [case for case in suite.cases if case.type == kind and "filter" not in case.tags]
        articles = {case.article: case.id for case in of_kind}  # one question an article: they count more
        wanted += list(articles.values())[:count]
    whole = [case.id for case in suite.cases if case.since is not None or case.history]
    return suite.part([*wanted, *whole])


def _few(suite: Suite) -> Suite:
    """Give two cases of each type and those with a filter: enough for rules without a tolerance."""
    kinds: dict[str, list[str]] = {}
    for case in suite.cases:
        kinds.setdefault("filter" if case.since else case.type, []).append(case.id)
    return suite.part(name for names in kinds.values() for name in names[:2])


@dataclass(frozen=True)
class World:
    """A sound pipeline over the fixtures, its run, and the baseline it sets; `few` are some of its cases."""

    suite: Suite
    few: Suite
    pipeline: Pipeline
    sound: Run
    baseline: Baseline
    folder: Path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("faults")
    suite = _chosen(load_suite())
    opened = open_drafter("mock", SETTINGS)
    with open_pipeline(suite, folder=folder, settings=SETTINGS, opened=opened) as pipeline:
        sound = _run(suite, pipeline, folder / "sound")
        yield World(
            suite=suite,
            few=_few(suite),
            pipeline=pipeline,
            sound=sound,
            baseline=accept(Baseline(), sound),
            folder=folder,
        )


def _run(
    suite: Suite, pipeline: Pipeline, out: Path, *, metrics: Sequence[Metric] = METRICS, model: str = "mock"
) -> Run:
    return run_suite(
        suite, pipeline=pipeline, manifest=manifest_of(suite, SETTINGS, model), out=out, metrics=metrics
    )


def failed(world: World, run: Run, suite: Suite | None = None) -> set[str]:
    """Give the checks that the run fails; a sound run fails none."""
    expected = [case.id for case in (suite or world.suite).cases]
    checks = check_run(run, expected_ids=expected, baseline=world.baseline)
    return {check.name for check in checks if not check.passed}


def test_sound_pipeline_passes(world: World) -> None:
    assert failed(world, world.sound) == set()


@pytest.mark.parametrize(
    ("change", "caught_by"),
    [
        pytest.param(faults.offset_plus_one, "offset_exactness: exactly 1", id="offset-plus-one"),
        pytest.param(faults.end_minus_one, "offset_exactness: exactly 1", id="end-minus-one"),
        pytest.param(faults.tidied_quote, "offset_exactness: exactly 1", id="quote-tidied"),
        pytest.param(faults.numbers_from_zero, "citation_validity: exactly 1", id="numbers-from-zero"),
        pytest.param(
            faults.mark_outside_list, "citation_validity: exactly 1", id="marks-outside-the-list-kept"
        ),
        pytest.param(faults.obeyed_injection, "injection_verified: exactly 0", id="injection-obeyed"),
    ],
)
def test_wrong_answer_is_caught(world: World, tmp_path: Path, change: faults.Wrong, caught_by: str) -> None:
    pipeline = replace(world.pipeline, answer=faults.answering(change))
    assert caught_by in failed(world, _run(world.few, pipeline, tmp_path), world.few)


@pytest.mark.parametrize(
    ("change", "caught_by"),
    [
        pytest.param(
            faults.shifted_marks, "false_refusals: no significant loss", id="citation-numbers-shifted"
        ),
        pytest.param(
            faults.never_abstaining, "abstention_recall: no significant loss", id="abstention-never"
        ),
        pytest.param(faults.always_abstaining, "false_refusals: no significant loss", id="abstention-always"),
    ],
)
def test_wrong_draft_is_caught(
    world: World, tmp_path: Path, change: faults.DraftChange, caught_by: str
) -> None:
    pipeline = replace(world.pipeline, drafter=faults.ChangedDrafts(world.pipeline.drafter, change))
    assert caught_by in failed(world, _run(world.suite, pipeline, tmp_path))


@pytest.mark.parametrize(
    ("search", "caught_by"),
    [
        pytest.param(faults.old_versions, "current_version: exactly 1", id="old-version-searched"),
        pytest.param(faults.inverted_dates, "filter_kept: exactly 1", id="date-filter-inverted"),
        pytest.param(faults.unsorted_ties, "hits_in_order: exactly 1", id="ids-unsorted"),
        pytest.param(faults.first_hits_lost, "recall@5: no significant loss", id="best-hits-lost"),
        pytest.param(faults.Restless(), "repeatable: exactly 1", id="search-not-repeatable"),
    ],
)
def test_wrong_search_is_caught(world: World, tmp_path: Path, search: faults.Search, caught_by: str) -> None:
    suite = world.few if "exactly" in caught_by else world.suite
    pipeline = replace(world.pipeline, library=faults.changed_search(world.pipeline.library, search))
    assert caught_by in failed(world, _run(suite, pipeline, tmp_path), suite)


def test_dense_hits_ignored_is_caught(world: World, tmp_path: Path) -> None:
    blind = faults.Blind(world.pipeline.library.embedder)
    with Library.open(world.folder / "library", settings=SETTINGS, embedder=blind) as library:
        run = _run(world.few, replace(world.pipeline, library=library), tmp_path)
    assert "found_by_dense: at least 0.9" in failed(world, run, world.few)


def test_lexical_hits_ignored_is_caught(world: World, tmp_path: Path) -> None:
    settings = faults.without_words(SETTINGS)
    with Library.open(world.folder / "library", settings=settings) as library:
        run = _run(world.suite, replace(world.pipeline, library=library), tmp_path)
    assert failed(world, run) & {"mrr: no significant loss", "recall@1: no significant loss"}


def test_prompt_without_numbers_is_caught(world: World, tmp_path: Path) -> None:
    transport = httpx2.MockTransport(faults.unnumbered_prompt)
    pipeline = replace(world.pipeline, drafter=over(transport, name="mock-faithful", settings=SETTINGS))
    caught = failed(world, _run(world.suite, pipeline, tmp_path))
    assert "citation_recall: no significant loss" in caught


def test_support_always_true_is_caught(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # There is no seam for the checks, and there shall be none: the public name is replaced instead.
    def believing(_library: object, sentences: Sequence[Sentence], **_named: object) -> tuple[Sentence, ...]:
        return tuple(replace(sentence, supported=True) for sentence in sentences)

    liar = open_drafter("mock:wrong_figure", SETTINGS)
    pipeline = replace(world.pipeline, drafter=liar.drafter)
    sound = _run(world.few, pipeline, tmp_path / "sound", model="mock:wrong_figure")
    monkeypatch.setattr(rag.answering, "check_sentences", believing)
    faulty = _run(world.few, pipeline, tmp_path / "faulty", model="mock:wrong_figure")
    assert failed(world, sound, world.few) == set()
    assert failed(world, faulty, world.few) == {"figure_faithfulness: exactly 1"}


@pytest.mark.parametrize(
    ("metrics", "name"),
    [
        pytest.param(
            faults.with_metric("exact_match", faults.unnormalized), "exact_match", id="normalization-broken"
        ),
        pytest.param(
            faults.with_metric("recall@5", faults.article_recall), "recall@5", id="recall-over-articles"
        ),
    ],
)
def test_wrong_metric_is_caught(world: World, tmp_path: Path, metrics: tuple[Metric, ...], name: str) -> None:
    one = world.suite.part([world.suite.cases[0].id])
    run = _run(one, world.pipeline, tmp_path, metrics=metrics)
    assert "scorers: known answers" in failed(world, run, one)
    assert any(fault.startswith(name) for fault in run.manifest.scorer_faults)


def test_cassette_miss_that_returns_empty_is_caught(world: World, tmp_path: Path) -> None:
    cassette = tmp_path / "run.jsonl"
    recorded = world.few.part([case.id for case in world.few.cases[:-4]])
    recorder = over(RecordTransport(mock_transport(), cassette), name="mock-faithful", settings=SETTINGS)
    _run(recorded, replace(world.pipeline, drafter=recorder), tmp_path / "recorded")
    empty = over(faults.EmptyOnMiss(ReplayTransport(cassette)), name="mock-faithful", settings=SETTINGS)
    run = _run(world.few, replace(world.pipeline, drafter=empty), tmp_path / "replayed")
    assert failed(world, run, world.few) & {"errors: none", "incomplete: exactly 0"}


def test_history_ignored_is_caught(world: World, tmp_path: Path) -> None:
    pipeline = replace(world.pipeline, answer=faults.without_history)
    caught = failed(world, _run(world.suite, pipeline, tmp_path))
    assert "answer_contains of followup: loss within 0.15" in caught


def test_crash_is_a_failed_row(world: World, tmp_path: Path) -> None:
    word = world.few.cases[0].question.split()[-1]
    run = _run(world.few, replace(world.pipeline, answer=faults.crashing_on(word)), tmp_path)
    assert "errors: none" in failed(world, run, world.few)
    assert len(run.rows) == len(world.few.cases)


def test_row_left_out_is_caught(world: World) -> None:
    assert "rows: one per case, in order" in failed(world, replace(world.sound, rows=world.sound.rows[1:]))


def test_rows_out_of_order_are_caught(world: World) -> None:
    assert "rows: one per case, in order" in failed(world, replace(world.sound, rows=world.sound.rows[::-1]))
