"""What an editor would strike out: notices, fragments, orphaned quotations, repeats, old forecasts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from embedders import HashingEmbedder

from rag.library import Library
from rag.settings import Settings
from rag.summarization import summarize
from rag.summarization.candidates import find_candidates
from rag.summarization.event_dates import event_days
from rag.summarization.page_matter import breaks_a_quotation, is_fragment, is_page_matter
from rag.types import Article, Sentence, Summary, TimelineEvent

EMBEDDER = HashingEmbedder(dimension=128)
SETTINGS = Settings.model_validate({})
FRIDAY = date(2025, 3, 21)


def _article(text: str, *, name: str = "a", title: str = "", day: date = FRIDAY) -> Article:
    return Article(id=name, text=text, title=title, published=day, language="en")


def _candidates(text: str) -> list[str]:
    return [candidate.text for candidate in find_candidates([_article(text)])]


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our weekly newsletter to get more.",
        "To get it in your inbox, sign up for free here.",
        "A version of this story appeared in the Courier's evening letter.",
        "This story has been updated to add new information.",
        "Follow Nora Lind on Twitter for the latest.",
        "Hit play on the player below to hear the podcast.",
        "Contributing: The Merrow Press.",
        "She can be reached at nlind@courier.example.",
        "We may earn a commission from links on this page.",
        "Here's what guests should know.",
        "Corrections & Clarifications: An earlier form misstated the toll.",
        "Editor's note: coverage of the storm is free to all readers.",
        "The mole was breached at noon (Courier/Getty Images).",
        "🌀 Follow our live coverage of the storm.",
        "Isolde destroyed 46 houses 🌀 follow our live coverage of the storm.",
    ],
)
def test_what_speaks_of_the_page_is_not_quoted(text: str) -> None:
    assert is_page_matter(text, from_end=20)
    assert _candidates(f"Snow closed 12 schools in Ambry on Friday. {text}") == [
        "Snow closed 12 schools in Ambry on Friday."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The committee will follow the talks from Merrow.",
        "Readers may subscribe to the fund's bonds from Monday.",
        "Here the river rose by two metres on Friday night.",
        "The Courier reported that the bridge had been closed.",
        "Officials have corrected the figure twice since Monday.",
        "The committee's figure compares with 23,000 on Monday.",
        "Analysts expect a cut.",
        "The story of the bridge was published in 1995.",
    ],
)
def test_news_is_no_page_matter(text: str) -> None:
    assert not is_page_matter(text, from_end=20)
    assert not is_fragment(text)


def test_who_the_author_is_counts_as_page_matter_at_the_end_only() -> None:
    text = "Nora Lind is a political reporter for the Courier."
    assert is_page_matter(text, from_end=1)
    assert not is_page_matter(text, from_end=12)


@pytest.mark.parametrize(
    "text", ["Upper Cray – 5.3 (14%).", "Heavy rain across the region.", "A long night."]
)
def test_a_text_without_a_verb_is_a_fragment(text: str) -> None:
    assert is_fragment(text)
    assert _candidates(f"Snow closed 12 schools. {text}") == ["Snow closed 12 schools."]


def test_a_dated_fragment_comes_with_the_sentence_after_it() -> None:
    text = "Snow closed 12 schools. The night of 3 December 2013. The gauge on the mole showed 4.9 metres."
    assert _candidates(text)[1] == "The night of 3 December 2013. The gauge on the mole showed 4.9 metres."


def test_fragments_are_told_in_english_only() -> None:
    article = Article(id="de", text="Schnee in zwölf Schulen von Ambry.", language="de")
    assert len(find_candidates([article])) == 1


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("“We will go.", True),
        ("We will not stop.”", True),
        ('He said: "We will go.', True),
        ("“We will go,” said Lind.", False),
        ("„Wir gehen“, sagte sie.", False),
        ("The band's “loud” drums woke them.", False),
    ],
)
def test_a_quotation_that_goes_on_elsewhere_is_broken(text: str, breaks: bool) -> None:
    assert breaks_a_quotation(text) is breaks


def test_a_quotation_without_its_speaker_leans_on_the_sentence_before() -> None:
    text = "Mayor Ilka Borsen visited the bridge on Friday. “The bridge stays closed until May this year.”"
    first, second = find_candidates([_article(text)])
    assert (first.leans, second.leans) == (False, True)
    (named,) = find_candidates([_article("“The bridge stays closed until May,” said Mayor Ilka Borsen.")])
    assert not named.leans


def test_a_sentence_that_another_one_holds_is_not_repeated() -> None:
    text = (
        "The Tolvik line is a slow ride through the northern hills that suits families with children. "
        "The Tolvik line is a slow ride. The first train leaves Ambry at nine on Saturday mornings."
    )
    shown = [one.text for one in _summary(_article(text)).sentences]
    assert "The Tolvik line is a slow ride." not in shown
    assert len(shown) == 2


def test_an_old_forecast_does_not_stand_beside_the_news() -> None:
    before = _article(
        "Storm Isolde will likely make landfall at Port Merrow on Friday with winds of 150 km an hour.",
        name="before",
        title="Storm Isolde nears",
        day=date(2025, 3, 20),
    )
    after = _article(
        "Storm Isolde destroyed 46 houses at Port Merrow on Friday. Three people died in the storm.",
        name="after",
        title="Storm Isolde hits",
        day=date(2025, 3, 22),
    )
    made = summarize([before, after], length=15, embedder=EMBEDDER, settings=SETTINGS)
    assert {one.citations[0].article_id for one in made.sentences} == {"after"}


def test_a_briefing_begins_each_story_with_what_was_asked_for(tmp_path: Path) -> None:
    text = (
        "The council of Ambry met on Friday and spoke for six hours about 900 new flats. "
        "The strike of the ferry crews at Port Merrow goes on for a third week. "
        "Flats for 400 families were approved by the council of Ambry with 21 votes."
    )
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article(text, title="Council and ferries")])
        made = summarize("ferry strike", library=library, length=30)
    assert "strike of the ferry crews" in made.sentences[0].text


def test_a_story_that_cannot_say_what_was_asked_for_is_left_out(tmp_path: Path) -> None:
    asked = "Who speaks of the ferry strike? He spoke of it. They love the ferry strike."
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article(f"{asked} Nine men met in Ambry on Friday.", title="A talk")])
        made = summarize("ferry strike", library=library)
    assert made.sentences == ()
    assert made.reason


_FLOOD = (
    "MARROW BAY, 2 March — The river Tessen broke its banks on Sunday.\n\n"
    "About 30,000 people fled in the past week, the mayor, Odile Ferrant, said.\n\n"
    "In all, 80,000 people have left since the rains began. “We have no more beds,” she said."
)


@pytest.mark.parametrize("query", ["flood in Marrow Bay", "flood displaced people", "people fled"])
def test_the_title_of_an_article_says_what_its_sentences_are_about(tmp_path: Path, query: str) -> None:
    title = "Flood in Marrow Bay displaces thousands"
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article(_FLOOD, title=title, day=date(2026, 3, 2))])
        made = summarize(query, library=library)
    assert [section.heading for section in made.sections] == [title]
    assert any("30,000 people fled" in one.text for one in made.sentences)


def test_a_title_counts_where_no_sentence_with_the_words_can_be_quoted(tmp_path: Path) -> None:
    asked = "Who speaks of the ferry strike? He spoke of it. They love the ferry strike."
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article(f"{asked} Nine men met in Ambry on Friday.", title="The ferry strike")])
        made = summarize("ferry strike", library=library)
    assert [one.text for one in made.sentences] == ["Nine men met in Ambry on Friday."]


def test_a_toll_does_not_fall_to_a_third(tmp_path: Path) -> None:
    older = _article("The storm killed 46 people in Merrow, officials said.", name="one", title="Storm")
    newer = _article(
        "Two people were killed by the cold in Merrow after the storm, officials said.",
        name="two",
        title="Storm in Merrow",
        day=date(2025, 3, 23),
    )
    made = summarize([older, newer], embedder=EMBEDDER, settings=SETTINGS)
    assert [row.value for row in made.figures] == []


def test_a_digest_gives_only_what_was_asked_for(tmp_path: Path) -> None:
    text = (
        "The strike of the ferry crews goes on. Storm Isolde destroyed 460 houses at Upper Cray on Friday. "
        "The council of Ambry approved 900 flats. Snow closed 12 schools in Tavaria."
    )
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article(text, title="Ferry strike, Storm Isolde, snow: Friday's news")])
        made = summarize("ferry strike", library=library, length=100)
    assert [one.text for one in made.sentences] == ["The strike of the ferry crews goes on."]


def test_words_of_one_family_are_found(tmp_path: Path) -> None:
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article("Bram Castellow was indicted on Friday in Ambry.", title="Castellow indicted")])
        assert summarize("Castellow indictment", library=library).sentences


def test_a_coming_year_that_only_names_the_aim_is_no_event() -> None:
    assert event_days("She was asked about the election in 2027.", FRIDAY) is None


def test_the_heading_of_a_story_leaves_out_the_site(tmp_path: Path) -> None:
    with Library.open(tmp_path, settings=SETTINGS, embedder=EMBEDDER) as library:
        library.add([_article("The strike of the ferry crews goes on.", title="Ferry strike | Courier News")])
        assert summarize("ferry strike", library=library).sections[0].heading == "Ferry strike"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The deal was struck two years ago.", date(2023, 1, 1), date(2023, 12, 31)),
        ("The deal was struck a month ago.", date(2025, 2, 1), date(2025, 2, 28)),
        ("The deal was struck three days ago.", date(2025, 3, 18), date(2025, 3, 18)),
    ],
)
def test_a_distance_is_no_more_exact_than_its_unit(text: str, start: date, end: date) -> None:
    found = event_days(text, FRIDAY)
    assert found is not None
    assert (found.start, found.end) == (start, end)


def test_an_opening_that_only_sets_the_scene_is_no_event_of_its_day() -> None:
    assert event_days("Even before the vote was over, there was talk of a deal.", FRIDAY, opens=True) is None


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 3, 1), date(2024, 3, 1), "2024-03-01"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 3, 1), date(2024, 5, 31), "2024-03-01 to 2024-05-31"),
        (date(2023, 12, 30), date(2024, 1, 2), "2023-12-30 to 2024-01-02"),
    ],
)
def test_the_days_of_an_event_are_as_short_as_they_are_exact(start: date, end: date, words: str) -> None:
    sentence = Sentence(text="It rained.", supported=True)
    assert TimelineEvent(start=start, end=end, published=None, sentence=sentence).days == words


def _summary(article: Article) -> Summary:
    return summarize(article, embedder=EMBEDDER, settings=SETTINGS)
