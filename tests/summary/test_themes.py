"""What comments are about: found by the machine, named by people, safe to publish."""

from datetime import UTC, datetime

import msgspec
import pytest

from listenwell.stats.themes import METHOD
from listenwell.storage import DocumentMissing
from listenwell.summary.compiling import Beside
from listenwell.summary.formats import FORMATS
from listenwell.summary.model import Agreement
from listenwell.summary.themes import Naming, read_naming
from listenwell.summary.themes.finding import find
from listenwell.summary.themes.naming import Named
from listenwell.summary.themes.terms import STOP_WORDS, holds, terms, tokens

from .opening import contents
from .paper import text_of
from .samples import item, some, summary_of

LATE = "The delivery was late again, I had to wait"
KIND = "Friendly staff, they explained it well"


def wrote(house, count, text, score, day="2026-02-10", **more):
    """Comments of customers with one rating; {n} is replaced by a number."""
    return [
        response
        for n in range(count)
        for response in some(
            house,
            1,
            day,
            answers={"overall": score, "better": text.replace("{n}", str(n))},
            invitation=f"{n}",
            **more,
        )
    ]


def both(house, low=12, high=12):
    return wrote(house, low, LATE, 1) + wrote(house, high, KIND, 5)


class Documents(dict):
    """A folder of documents."""

    def get(self, name):
        if name not in self:
            raise DocumentMissing(name)
        return self[name].encode()


# --- words --------------------------------------------------------------------------------------------------


def test_terms_are_telling_words_and_pairs_that_stand_side_by_side():
    found = terms(tokens("The waiting time was too long. Staff | were kind"), "en")
    assert found == {"waiting", "time", "waiting time", "long", "staff", "kind"}
    assert terms(tokens("Die Wartezeit war zu lang"), "de") == {
        "wartezeit",
        "lang",
    }
    assert set(STOP_WORDS) == {"en", "de", "fr", "es", "pl", "ar"}


@pytest.mark.parametrize(
    ("wanted", "held"),
    [("wait", False), ("wait*", True), ("waiting time", True), ("time", True), ("ting", False)],
)
def test_a_star_stands_for_any_ending(wanted, held):
    assert holds(tokens("Waiting time!"), wanted) == held


# --- found by the machine -----------------------------------------------------------------------------------


def test_words_of_low_and_high_raters_become_themes_of_their_comments():
    low = [{"late", "delivery"}] * 8 + [{"price"}] * 4
    high = [{"kind", "staff"}] * 9 + [{"price"}] * 4
    found = find(low, high)
    assert [(t.group, set(t.terms), t.members) for t in found] == [
        ("low", {"late", "delivery"}, tuple(range(8))),
        ("high", {"kind", "staff"}, tuple(range(9))),
    ]


@pytest.mark.parametrize(("low", "high"), [(9, 30), (30, 9), (0, 0)])
def test_no_theme_where_a_group_wrote_fewer_than_ten(low, high):
    assert find([{"late"}] * low, [{"kind"}] * high) == ()


def test_no_theme_on_fewer_than_five_comments():
    def low(late):
        return [t.terms for t in find([{"late"}] * late + [{"x"}] * 60, [{"x"}] * 800) if t.group == "low"]

    assert (low(4), low(5)) == ([], [("late",)])


def test_a_summary_has_themes_with_counts_examples_and_sentences(house):
    summary = summary_of(house, both(house))
    low, high = summary.themes
    assert (low.group, low.comments, low.of, low.examples, low.segments) == (
        "low",
        12,
        12,
        (LATE,),
        {"home": 12},
    )
    assert (high.group, high.outcome, high.language, high.method) == ("high", "overall", "en", METHOD)
    said = [f.sentence for f in summary.findings if f.kind.startswith("theme")]
    assert len(said) == 2
    assert "rated “" in said[0]
    assert said[0].endswith("low: 12 of 12 comments.")


def test_themes_of_few_in_a_segment_are_not_told_by_segment(house):
    responses = (
        wrote(house, 9, LATE, 1) + wrote(house, 4, LATE, 1, segment="trade") + wrote(house, 12, KIND, 5)
    )
    (low, _) = summary_of(house, responses).themes
    assert (low.comments, low.segments) == (13, {"home": None, "trade": None})


# --- named by people ----------------------------------------------------------------------------------------


def test_a_table_of_themes_is_read_with_every_problem_in_words():
    text = (
        "theme;words;state;question\nOn time;late, Wait*;;\nOn time;delivery;confirmed;\n"
        "Noise;loud;maybe;\nx;ab, st*r;;\n;alone;;\nNever;kind staff;rejected;\n"
    )
    coded = "comment,theme\nc1,On time\nc2,\nc3,Elsewhere\n"
    found = read_naming("visit", Documents({"themes/visit.csv": text, "themes/visit-coded.csv": coded}))
    assert found.themes == (Named("On time", ("late", "wait*", "delivery"), ""),)
    assert found.rejected == {"kind staff"}
    assert found.coded == {("", "c1"): {"On time"}, ("", "c2"): frozenset()}
    assert found.problems == (
        "themes/visit.csv, line 6: “theme” is empty; the row is left out.",
        "themes/visit.csv, line 4: the state “maybe” is not known; there are confirmed, rejected."
        " The row is left out.",
        "themes/visit.csv, line 5: “ab” is too short, or has a star within. Write words like"
        " late, waiting time or "
        "wait*.",
        "themes/visit.csv, line 5: “st*r” is too short, or has a star within. Write words like"
        " late, waiting time or "
        "wait*.",
        "themes/visit-coded.csv, line 4: the theme “Elsewhere” is not in themes/visit.csv; the"
        " row is left out.",
    )
    assert read_naming("visit", Documents()) == Naming()


def test_a_named_theme_takes_its_words_from_the_machine_and_a_rejected_one_is_gone(house):
    naming = Naming(
        (Named("On time", ("late", "wait*", "deliver*", "again"), ""),), frozenset({"staff", "friendly"})
    )
    summary = summary_of(house, both(house), beside=Beside(naming=naming))
    named, *found = summary.themes
    assert (named.name, named.group, named.comments, named.of, named.low, named.high) == (
        "On time",
        "",
        12,
        24,
        12,
        0,
    )
    assert named.agreement is None
    told = {term for theme in found for term in theme.terms}
    assert told
    assert not any(word in term for term in told for word in ("late", "wait", "deliver", "staff", "friendly"))


def test_agreement_of_people_and_machine_is_kappa_on_what_both_sorted(house):
    responses = both(house)
    coded = {("", r.id): frozenset({"On time"} if n < 8 else set()) for n, r in enumerate(responses[:20])}
    naming = Naming((Named("On time", ("late",), ""),), coded=coded)
    agreed = summary_of(house, responses, beside=Beside(naming=naming)).themes[0].agreement
    assert isinstance(agreed, Agreement)
    # 8 both, 4 machine only, 8 neither: agreement 0.8, by chance 0.4 * 0.6 + 0.6 * 0.4.
    assert (agreed.comments, round(agreed.kappa, 4)) == (20, round((0.8 - 0.48) / 0.52, 4))
    few = Naming(naming.themes, coded=dict(list(coded.items())[:9]))
    assert summary_of(house, responses, beside=Beside(naming=few)).themes[0].agreement is None


# --- attacks ------------------------------------------------------------------------------------------------

SECRETS = ("Omonori", "0170", "7712345", "kate.w", "NE1", "Lindenstra", "DE89", "Zebulon")
LEAKY = (
    "Dr Omonori and Zebulon were late. Omonori has my order 7712345, ring 0170"
    " 7712345 or kate.w@example.com {n}"
)
ALONE = (
    "Omonori was late, I live at Lindenstraße 14 near NE1 4LP, DE89 3704 0044 0532"
    " 0130 00, with Ms Zebulon {n}"
)


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_masked_comes_back_in_any_format(house, kind):
    """Names that ten customers write would be distinctive; one comment names them with a title, one alone."""
    responses = wrote(house, 8, LEAKY, 1) + wrote(house, 8, ALONE, 2) + wrote(house, 20, KIND, 5)
    naming = Naming((Named("Late", ("late",), ""),), coded={("", r.id): frozenset() for r in responses})
    summary = summary_of(house, responses, beside=Beside(naming=naming))
    assert len(summary.themes) > 1
    document = contents(FORMATS[kind](summary, house.release.templates()))
    if kind == "pdf":
        document = text_of(document).encode()
    ids = [response.id for response in responses]
    assert [word for word in (*SECRETS, *ids) if word.lower().encode() in document.lower()] == []


def test_a_customers_formula_and_markup_stay_text(house):
    text = '=HYPERLINK("x") <img src=x onerror=alert(1)> late {n}'
    summary = summary_of(house, wrote(house, 12, text, 1) + wrote(house, 12, KIND, 5))
    page = FORMATS["html"](summary, house.release.templates()).decode()
    assert ("<img src=x" in page, "&lt;img src=x" in page) == (False, True)


@pytest.mark.parametrize("more", [1, 4, 9])
def test_no_single_comment_follows_from_this_edition_less_the_last(house, more):
    responses = both(house)
    before = summary_of(house, responses)
    later = wrote(house, more, "Parking was awful and late", 1, day="2026-03-10")
    after = summary_of(house, responses + later, previous=before)
    assert after.themes == before.themes
    assert item(after, "better").comments == item(before, "better").comments
    ten = wrote(house, 10, "Parking was awful and late", 1, day="2026-03-10")
    assert summary_of(house, responses + ten, previous=before).themes[0].comments == 22


def test_a_comment_that_was_taken_back_is_not_kept_from_the_last_edition(house):
    once = "Only I say this: the delivery was late and I had to wait"
    responses = both(house) + wrote(house, 1, once, 1)
    before = summary_of(house, responses)
    assert once in {one.text for one in item(before, "better").comments.shown}
    after = summary_of(house, responses[:-1], previous=before)
    assert once not in msgspec.json.encode(after).decode()
    assert item(after, "better").comments.shown == tuple(
        one for one in item(before, "better").comments.shown if one.text != once
    )


def test_comments_are_hidden_again_when_so_many_are_taken_back_that_few_are_left(house):
    texts = [f"The delivery was late, number {n} of us" for n in "abcdefghij"]
    responses = [r for text in texts for r in wrote(house, 1, text, 1)]
    naming = Beside(naming=Naming((Named("Late", ("late",), ""),)))
    before = summary_of(house, responses, beside=naming)
    assert (len(item(before, "better").comments.shown), len(before.themes)) == (10, 1)
    after = summary_of(house, responses[:-1], beside=naming, previous=before)
    comments = item(after, "better").comments
    assert (comments.hidden, comments.shown, after.themes) == (True, (), ())


def test_comments_of_fewer_than_ten_have_no_themes(house):
    naming = Naming((Named("Late", ("late",), ""),))
    summary = summary_of(
        house, wrote(house, 9, LATE, 1), beside=Beside(naming=naming), as_of=datetime(2026, 4, 8, tzinfo=UTC)
    )
    assert (summary.themes, item(summary, "better").comments.shown) == ((), ())
