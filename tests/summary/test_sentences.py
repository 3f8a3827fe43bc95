"""Methods, cautions and notes are told in the language of the summary."""

import re

import msgspec
import pytest
from conftest import House
from pages.reading import Page

from listenwell.pages.release import ReleaseOutdated
from listenwell.summary.compiling import Beside
from listenwell.summary.formats import FORMATS
from listenwell.summary.invitations import Invitations, Invited
from listenwell.summary.model import Action, Review
from listenwell.summary.sentences import SENTENCES, in_words, told
from listenwell.summary.words import Words

from .samples import some, summary_of

ENGLISH = {"the", "with", "of", "and", "are", "is", "from", "which", "that", "for", "by", "not", "no", "to",
           "were", "share", "mean", "than", "each", "too", "few", "chart", "response"}  # fmt: skip


@pytest.fixture
def german(house):
    return Words("de", house.release.templates())


@pytest.fixture(scope="module")
def summaries(released):
    """A rich summary by language."""
    return {language: rich(House(released), language) for language in ("en", "de")}


def rich(house, language):
    """Every kind of figure, control limits, drivers, weights, themes and notes."""
    responses = []
    for number in range(24):
        day = f"{2024 + (3 + number) // 12}-{(3 + number) % 12 + 1:02}-10"
        for part in range(6):
            answers = {
                "overall": 1 + (number + part) % 5,
                "aspects": {"timing": 1 + part % 5, "price": 5 - (number + part) % 4},
                "recommend": (number * 7 + part * 3) % 11,
                "met": ("yes", "no")[part % 2],
                "days": ["mon", "wed"][: part % 3],
                "better": f"Warten {part}",
            }
            responses += some(house, 2, day, language="de", answers=answers)
    responses += some(house, 1, "2026-03-11", segment="trade", language="de")
    responses += some(house, 2, "2026-03-12", version="0123456789ab")
    action = Action(
        period="2025", decision="", action="Schneller", owner="", due=None, state="open", effect="overall"
    )
    problem = "reviews/visit.csv, line 3: “2026-13” is no day. Write it like 2026-12-31."
    beside = Beside(
        review=Review(file="x", actions=(action,), problems=(problem,)),
        invitations=Invitations((Invited("home", "", 400, 12),)),
    )
    return summary_of(house, responses, language=language, beside=beside)


def sentences_of(value, name=""):
    """Every method, caution and note in a summary."""
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from sentences_of(getattr(value, field), field)
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences_of(each, name)
    elif name in ("method", "meaning", "caution", "notes", "problems", "weighting", "crosshair") and value:
        yield value


def test_a_german_page_has_no_english_sentence(house, summaries):
    """What is left of the page without sources, and without names that are the same in German."""
    summary = summaries["de"]
    assert summary.drivers
    assert summary.reliability == ()
    assert any(trend.control for trend in summary.trends)
    assert any("RR5" in r.method for r in summary.reach)
    assert any("zählt" in note or "gezählt" in note for note in summary.notes)
    page = Page(FORMATS["html"](summary, house.release.templates()).decode())
    text = " ".join(e.text for e in page.elements if e.tag in ("p", "li", "td", "th", "h2", "h3", "summary"))
    data = msgspec.json.decode(msgspec.json.encode(summary))
    for source in sorted(set(sources_in(data)), key=len, reverse=True):
        text = text.replace(source, "")
    for same in ("Net Promoter Score", "Customer Effort Score", "Customer"):
        text = text.replace(same, "")
    found = [w for w in re.findall(r"[a-z]+", text.lower()) if w in ENGLISH]
    assert found == []


def sources_in(data):
    """Every source in a summary's JSON."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from [value] if name == "source" else sources_in(value)
    elif isinstance(data, list):
        for each in data:
            yield from sources_in(each)


def test_every_method_of_a_summary_is_one_that_we_can_tell(summaries, german):
    """The English summary has them as the figures' makers say them; none may stay so in German."""
    said = set(sentences_of(summaries["en"]))
    kept = {sentence for sentence in said if told(sentence, german) == sentence}
    assert len(said) > 15
    assert kept == set()


def test_the_shipped_english_is_what_the_program_says(house):
    templates = house.release.templates()
    assert msgspec.json.decode(templates["summaries/words/en.json"])["sentences"] == SENTENCES


@pytest.mark.parametrize(
    ("english", "told_in_german"),
    [
        ("share with Wilson score interval", "Anteil mit Wilson-Intervall"),
        (
            "difference of two shares: Newcombe hybrid score interval, pooled z-test; "
            "Benjamini-Hochberg adjustment over 42 comparisons",
            "Differenz zweier Anteile: Hybrid-Score-Intervall nach Newcombe, z-Test mit gemeinsamem Anteil; "
            "Anpassung nach Benjamini-Hochberg über 42 Vergleiche",
        ),
        ("Laney p' chart, 3-sigma limits from 24 periods",
         "p'-Karte nach Laney, 3-Sigma-Grenzen aus 24 Zeitabschnitten"),
        ("reviews/visit.csv, line 7: “soon” is no day. Write it like 2026-12-31.",
         "reviews/visit.csv, Zeile 7: „soon“ ist kein Tag. Schreiben Sie ihn wie 2026-12-31."),
        ("themes/v.csv, line 2: the state “median” is not known; there are a, b. The row is left out.",
         "themes/v.csv, Zeile 2: Der Stand „median“ ist nicht bekannt; es gibt a, b. Die Zeile bleibt weg."),
        ("Something that nobody has foreseen; with a semicolon.",
         "Something that nobody has foreseen; with a semicolon."),
    ],
)  # fmt: skip
def test_a_sentence_is_told_in_german_with_its_values(german, english, told_in_german):
    assert told(english, german) == told_in_german


def test_words_that_marketing_changed_are_told_in_english_too(house, summaries):
    texts = msgspec.json.decode(house.release.templates()["summaries/words/en.json"])
    texts["sentences"]["wilson"] = "a share, after Wilson"
    words = Words("en", {"summaries/words/en.json": msgspec.json.encode(texts).decode()})
    summary = in_words(summaries["en"], words)
    assert "a share, after Wilson" in {f.method for f in summary.figures()}


# Templates that are older than the program


def test_words_that_the_release_lacks_are_named_with_a_remedy(house):
    templates = dict(house.release.templates())
    texts = msgspec.json.decode(templates["summaries/words/en.json"])
    del texts["page"]["gap"]
    old = Words("en", {"summaries/words/en.json": msgspec.json.encode(texts).decode()})
    with pytest.raises(ReleaseOutdated) as error:
        old.page("gap")
    assert str(error.value) == (
        "The templates of the release have no words “page: gap” for summaries, so they are older than this "
        "version of Listenwell. Take survey_templates/summaries/ of this version"
    )
    with pytest.raises(ReleaseOutdated, match=r"no “summaries/sort\.js” for summaries"):
        FORMATS["html"](summary_of(house, []), {n: t for n, t in templates.items() if "sort" not in n})
