"""From responses to figures: what they say, what they leave out, and what is told about it."""

import random
from collections import Counter
from datetime import UTC, date, datetime

import msgspec
import pytest

from listenwell.stats.comparisons import judge_family
from listenwell.stats.csat import csat
from listenwell.stats.nps import nps, nps_change
from listenwell.stats.proportion import difference, wilson
from listenwell.summary.compiling import UnknownSurvey, window
from listenwell.summary.guarding import hidden_segments
from listenwell.summary.model import Span
from listenwell.summary.period import PeriodError, parse

from .samples import compile_summary, correction, figure, item, sentences, some, summary_of

JANUARY, FEBRUARY, MARCH = "2026-01-10", "2026-02-10", "2026-03-10"


def scored(house, item_name, counts, day=FEBRUARY, **more):
    """Responses with these scores: {score: how many}."""
    return [
        response
        for score, count in counts.items()
        for response in some(house, count, day, answers={item_name: score}, **more)
    ]


# Figures


def test_satisfaction_is_the_statistic_of_the_counts(house):
    counts = {1: 2, 2: 3, 3: 5, 4: 7, 5: 11}
    found = figure(summary_of(house, scored(house, "overall", counts)), "overall")
    expected = csat(counts)
    assert (found.value, found.lower, found.upper, found.base) == (
        expected.value,
        expected.lower,
        expected.upper,
        28,
    )
    assert (found.measure, found.method, found.source) == ("csat", expected.method, expected.source)
    assert found.value == 18 / 28


def test_the_promoter_score_is_the_statistic_in_points(house):
    counts = {0: 4, 6: 2, 7: 3, 8: 1, 9: 5, 10: 6}
    found = figure(summary_of(house, scored(house, "recommend", counts)), "recommend")
    expected = nps(counts)
    assert (found.value, found.lower, found.upper, found.base) == (
        expected.value * 100,
        expected.lower * 100,
        expected.upper * 100,
        21,
    )
    assert found.value == pytest.approx(100 * (11 - 6) / 21)


def test_shares_of_several_choices_are_of_those_who_answered(house):
    responses = some(house, 6, FEBRUARY, answers={"days": ["mon", "wed"]})
    responses += some(house, 2, FEBRUARY, answers={"days": ["mon"]}) + some(house, 9, FEBRUARY)
    summary = summary_of(house, responses)
    shares = {name: figure(summary, "days", answer=name) for name in ("mon", "tue", "wed")}
    assert {name: (f.value, f.base) for name, f in shares.items()} == {
        "mon": (1, 8),
        "tue": (0, 8),
        "wed": (0.75, 8),
    }
    expected = wilson(6, 8)
    assert (shares["wed"].lower, shares["wed"].upper) == (expected.lower, expected.upper)
    assert [(b.answer, b.words, b.count, b.share) for b in item(summary, "days").bars] == [
        ("mon", "Monday", 8, 1.0),
        ("tue", "Tuesday", 0, 0.0),
        ("wed", "Wednesday", 6, 0.75),
    ]


def test_blank_and_not_applicable_answers_are_outside_the_base(house):
    responses = scored(house, "overall", {5: 6, "n/a": 4}) + some(house, 3, FEBRUARY, answers={"better": "x"})
    summary = summary_of(house, responses)
    overall = item(summary, "overall")
    assert (overall.base, overall.not_applicable, overall.blank) == (6, 4, 3)
    assert (figure(summary, "overall").base, figure(summary, "overall").value) == (6, 1.0)


def test_only_the_days_of_the_period_count(house):
    responses = [
        r for day in ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01") for r in some(house, 6, day)
    ]
    summary = summary_of(house, responses)
    assert (summary.responses, figure(summary, "overall").base) == (12, 12)


def test_answers_in_both_languages_are_counted_together(house):
    responses = some(house, 5, FEBRUARY) + some(house, 5, FEBRUARY, language="de", answers={"overall": 1})
    found = figure(summary_of(house, responses), "overall", "home")
    assert (found.value, found.base) == (0.5, 10)


def test_each_segment_has_its_figure_after_all_together(house):
    responses = scored(house, "overall", {5: 6}) + scored(house, "overall", {1: 7}, segment="trade")
    figures = item(summary_of(house, responses), "overall").figures
    assert [(f.segment, f.value, f.base) for f in figures] == [
        ("", 6 / 13, 13),
        ("home", 1.0, 6),
        ("trade", 0.0, 7),
    ]


def test_a_row_that_one_segment_only_is_asked_has_its_figure(rebuilt, folder):
    folder.replace(
        "segments/trade.yaml", "    questions:\n", "    questions:\n      aspects: {rows: {safety: Safety}}\n"
    )
    folder.replace(
        "translations/visit.de.yaml",
        "      overall: {text: Wie war es für",
        "      aspects: {rows: {safety: Sicherheit}}\n      overall: {text: Wie war es für",
    )
    house = rebuilt()
    responses = some(house, 8, FEBRUARY, segment="trade", answers={"aspects": {"safety": 5, "timing": 1}})
    summary = summary_of(house, responses + some(house, 8, FEBRUARY))
    assert (figure(summary, "aspects.safety", "trade").base, item(summary, "aspects.safety").words) == (
        8,
        "Safety",
    )
    assert item(summary, "aspects.safety").blank == 0, "the other segment was not asked"


def test_an_option_that_one_segment_only_has_is_in_the_shares(rebuilt, folder):
    folder.replace(
        "segments/trade.yaml", "    questions:\n", "    questions:\n      met: {options: {later: Later}}\n"
    )
    folder.replace(
        "translations/visit.de.yaml",
        "      overall: {text: Wie war es für",
        "      met: {options: {later: Später}}\n      overall: {text: Wie war es für",
    )
    house = rebuilt()
    responses = some(house, 8, FEBRUARY, segment="trade", answers={"met": "later"})
    responses += some(house, 8, FEBRUARY, answers={"met": "yes"})
    summary = summary_of(house, responses)
    assert sum(bar.count for bar in item(summary, "met").bars) == 16
    assert figure(summary, "met", answer="later").value == 0.5


def test_a_corrected_response_is_not_counted_and_the_correction_is(house):
    first = some(house, 6, FEBRUARY, answers={"overall": 1, "better": "old"})
    corrected = [correction(r, n, answers={"overall": 5}) for n, r in enumerate(first)]
    summary = summary_of(house, first + corrected)
    assert (summary.responses, figure(summary, "overall").value) == (6, 1.0)
    assert item(summary, "better").comments.count == 0
    assert summary.notes == (
        "6 responses of this period not counted: corrected or withdrawn later, or a withdrawal.",
    )


def test_the_order_of_the_responses_makes_no_difference(house):
    responses = scored(house, "overall", {1: 3, 3: 4, 5: 9}) + scored(
        house, "recommend", {2: 8, 9: 4}, MARCH, segment="trade"
    )
    responses += some(house, 12, MARCH, answers={"better": "same words"})
    shuffled = responses[:]
    random.Random(7).shuffle(shuffled)  # noqa: S311 - any order will do
    assert summary_of(house, shuffled) == summary_of(house, responses)


def test_other_surveys_are_left_aside(house):
    responses = some(house, 6, FEBRUARY) + some(house, 9, FEBRUARY, survey="pulse", answers={"recommend": 0})
    summary = summary_of(house, responses)
    assert (summary.responses, figure(summary, "recommend").base) == (6, 0)


# Few and none


def test_without_responses_nothing_is_claimed(house):
    summary = summary_of(house, [])
    assert (summary.responses, summary.families, summary.compared) == (0, {"needs": 0}, ())
    assert sentences(summary) == [
        "Nobody answered in this period. Silence is a finding too; was anybody asked?",
    ]
    assert {(f.value, f.lower, f.upper, f.base, f.hidden) for f in summary.figures()} == {
        (None, None, None, 0, False)
    }
    assert [(r.name, r.answered) for r in summary.reach if r.kind == "segment"] == [("home", 0), ("trade", 0)]
    assert all(i.bars == () for q in summary.questions for i in q.items)


def test_one_response_is_counted_and_its_answer_is_hidden(house):
    summary = summary_of(house, some(house, 1, FEBRUARY, answers={"overall": 2, "better": "mine"}))
    assert summary.responses == 1
    overall = figure(summary, "overall")
    assert (overall.value, overall.lower, overall.upper, overall.base, overall.hidden) == (
        None,
        None,
        None,
        None,
        True,
    )
    assert item(summary, "overall").bars == ()
    assert item(summary, "better").comments == msgspec.structs.replace(
        item(summary, "better").comments, count=1, hidden=True, masked=0, shown=()
    )
    assert "mine" not in msgspec.json.encode(summary).decode()
    assert sentences(summary)[0] == "1 response came in."


@pytest.mark.parametrize(("count", "hidden"), [(4, True), (5, False)])
def test_five_answers_are_the_fewest_that_are_shown(house, count, hidden):
    assert figure(summary_of(house, some(house, count, FEBRUARY)), "overall").hidden == hidden


@pytest.mark.parametrize(
    ("bases", "hidden"),
    [
        ({"": 40, "a": 20, "b": 20}, set()),
        ({"": 40, "a": 40, "b": 0}, set()),
        ({"": 24, "a": 4, "b": 20}, {"a", "b"}),
        ({"": 54, "a": 4, "b": 20, "c": 30}, {"a", "b"}),
        ({"": 57, "a": 4, "b": 3, "c": 50}, {"a", "b"}),
        ({"": 52, "a": 1, "b": 1, "c": 20, "d": 30}, {"a", "b", "c"}),
        ({"": 4, "a": 4, "b": 0}, {"a", ""}),
        ({"": 0, "a": 0, "b": 0}, set()),
    ],
)
def test_a_small_segment_is_hidden_with_what_would_give_it_away(bases, hidden):
    assert hidden_segments(bases) == hidden


def subtractions(summary):
    """Few answers that follow from shown figures: the total less the shown parts."""
    found = []
    for question in summary.questions:
        for each in question.items:
            of = [f for f in each.figures if not f.answer]
            total = [f for f in of if f.segment == ""]
            found += given_away(total, [f for f in of if f.segment])
    for trend in summary.trends:
        first, last = summary.period.first.isoformat()[:7], summary.period.last.isoformat()[:7]
        total = [
            f
            for q in summary.questions
            for i in q.items
            if i.id == trend.item
            for f in i.figures
            if f.segment == trend.segment
        ]
        found += given_away(total, [p.figure for p in trend.points if first <= p.label <= last])
    return found + list(given_away_earlier(summary))


def given_away(total, parts):
    """The hidden ones among `parts`, when the total is shown and they are few together, or one of few."""
    hidden = [f for f in parts if f.hidden]
    if not total or total[0].hidden:
        return []
    rest = total[0].base - sum(f.base for f in parts if not f.hidden)
    return [f.id for f in hidden] if 0 < rest < 5 else []


def given_away_earlier(summary):
    """Earlier segments that the earlier total gives away: all but one of those that answered are shown."""
    for question in summary.questions:
        for each in question.items:
            changes = {f.segment: f.change for f in each.figures if f.change and not f.answer}
            if "" in changes:
                rest = changes[""].earlier_base - sum(c.earlier_base for s, c in changes.items() if s)
                unshown = [f.segment for f in each.figures if f.segment and f.segment not in changes]
                if 0 < rest < 5 and len(unshown) == 1:
                    yield f"{each.id} earlier: {rest} answers of {unshown[0]}"


def test_no_hidden_segment_follows_from_the_published_ones(house):
    responses = scored(house, "overall", {5: 20}) + scored(house, "overall", {1: 3}, segment="trade")
    summary = summary_of(house, responses)
    assert subtractions(summary) == []
    assert any(f.hidden for f in item(summary, "overall").figures)


def test_no_hidden_month_follows_from_the_period_and_its_other_months(house):
    responses = scored(house, "overall", {5: 20}, JANUARY) + scored(house, "overall", {4: 20}, FEBRUARY)
    summary = summary_of(house, responses + scored(house, "overall", {1: 3}, MARCH))
    assert subtractions(summary) == []


def test_no_small_segment_of_the_earlier_period_follows_from_the_changes(house):
    earlier = scored(house, "overall", {5: 20}, "2025-11-10") + scored(
        house, "overall", {1: 3}, "2025-11-10", segment="trade"
    )
    later = scored(house, "overall", {4: 20}) + scored(house, "overall", {4: 20}, segment="trade")
    assert subtractions(summary_of(house, earlier + later)) == []


# Changes


def test_a_real_change_is_found_with_its_numbers_and_told(house):
    before, after = {1: 40, 5: 60}, {1: 10, 5: 90}
    responses = scored(house, "overall", before, "2025-11-10") + scored(house, "overall", after)
    summary = summary_of(house, responses)
    change = figure(summary, "overall").change
    expected = difference(90, 100, 60, 100)
    assert (change.verdict, change.earlier, change.earlier_base) == ("up", 0.6, 100)
    assert (change.difference, change.lower, change.upper, change.p) == (
        expected.difference,
        expected.lower,
        expected.upper,
        expected.p,
    )
    assert summary.compared == (
        Span(label="2026-Q1", first=date(2026, 1, 1), last=date(2026, 3, 31)),
        Span(label="2025-Q4", first=date(2025, 10, 1), last=date(2025, 12, 31)),
    )
    (told,) = [finding for finding in sentences(summary) if finding.startswith("“How was it?” improved: ")]
    assert "from 60.0\u00a0% (100 answers) to 90.0\u00a0% (100 answers)" in told
    assert "+30.0 percentage points" in told


def test_a_fall_is_told_as_a_fall(house):
    responses = scored(house, "recommend", {10: 50}, "2025-11-10") + scored(
        house, "recommend", {0: 25, 10: 25}
    )
    summary = summary_of(house, responses)
    change = figure(summary, "recommend").change
    expected = nps_change({0: 25, 10: 25}, {10: 50})
    assert (change.verdict, change.earlier, change.difference) == ("down", 100.0, expected.difference * 100)
    assert (change.lower, change.upper, change.p) == (expected.lower * 100, expected.upper * 100, expected.p)
    assert any(finding.startswith("“How likely?” declined: ") for finding in sentences(summary))


def test_a_change_that_only_the_family_judges_away_is_explained(house):
    """Its own interval leaves 0 out; "within chance" beside it would contradict it."""
    before, after = {1: 40, 5: 60}, {1: 26, 5: 74}
    responses = scored(house, "overall", before, "2025-11-10") + scored(house, "overall", after)
    for number, item_ in enumerate(("recommend", "aspects")):
        for day in ("2025-11-10", FEBRUARY):
            given = {"recommend": 7} if item_ == "recommend" else {"aspects": {"timing": 3, "price": 3}}
            responses += some(house, 20 + number, day, answers=given)
    summary = summary_of(house, responses)
    change = figure(summary, "overall").change
    assert (change.verdict, change.lower > 0) == ("within chance", True)
    (told,) = [finding for finding in sentences(summary) if finding.startswith("“How was it?” ")]
    assert told.startswith("“How was it?” shows no change beyond chance: ")
    others = summary.families["ratings"] - 1
    assert told.endswith(f"judged together with {others} other comparisons it does not.")


def test_a_change_within_chance_is_told_without_calling_it_none(house):
    responses = scored(house, "overall", {1: 20, 5: 30}, "2025-11-10") + scored(
        house, "overall", {1: 19, 5: 31}
    )
    summary = summary_of(house, responses)
    assert figure(summary, "overall").change.verdict == "within chance"
    (told,) = [
        finding
        for finding in sentences(summary)
        if finding.startswith("“How was it?” shows no change beyond chance: ")
    ]
    assert "from 60.0\u00a0% (50 answers) to 62.0\u00a0% (50 answers)" in told
    assert "Alone" not in told


def test_the_family_is_every_comparison_with_five_answers_in_both_spans(house):
    def wave(day, home, trade):
        answers = {"overall": 4, "recommend": 9, "aspects": {"timing": 3}}
        return some(house, home, day, answers=answers) + some(
            house, trade, day, segment="trade", answers=answers
        )

    summary = summary_of(house, wave("2025-11-10", 8, 5) + wave(FEBRUARY, 8, 9))
    changed = [f for f in summary.figures() if f.change]
    assert {(f.item, f.segment) for f in changed} == {
        (name, segment)
        for name in ("overall", "recommend", "aspects.timing")
        for segment in ("", "home", "trade")
    }
    assert summary.families["ratings"] == 9
    family = judge_family({f.id: f.change.p for f in changed}, q=0.05)
    assert {f.id: f.change.p_adjusted for f in changed if f.change.p_adjusted is not None} == family.adjusted
    assert "9 comparisons were judged together" in sentences(summary)[-1]


def test_without_anything_before_the_halves_of_the_period_are_compared(house):
    responses = scored(house, "overall", {1: 30}, "2026-01-20") + scored(
        house, "overall", {5: 30}, "2026-03-20"
    )
    summary = summary_of(house, responses)
    assert [(s.first, s.last) for s in summary.compared] == [
        (date(2026, 2, 15), date(2026, 3, 31)),
        (date(2026, 1, 1), date(2026, 2, 14)),
    ]
    assert figure(summary, "overall").change.verdict == "up"


def test_with_nothing_earlier_nothing_is_compared(house):
    summary = summary_of(house, scored(house, "overall", {1: 30}, "2026-03-20"))
    assert (summary.compared, [f for f in summary.figures() if f.change]) == ((), [])
    assert "There is nothing earlier to compare with." in sentences(summary)
    one_day = summary_of(house, scored(house, "overall", {1: 30}, "2026-03-20"), "2026-03-20..2026-03-20")
    assert one_day.compared == ()


def test_a_segment_that_was_not_heard_from_is_named(house):
    summary = summary_of(house, some(house, 9, FEBRUARY, channel="telephone"))
    assert "Not heard from: Companies." in sentences(summary)
    assert [(r.kind, r.name, r.words, r.answered) for r in summary.reach] == [
        ("all", "", "", 9),
        ("segment", "home", "Households", 9),
        ("segment", "trade", "Companies", 0),
        ("channel", "telephone", "telephone", 9),
    ]
    assert [(v.version, v.segment_words, v.language, v.first, v.last) for v in summary.versions] == [
        (house.version("visit"), "Households", "en", date(2026, 2, 10), date(2026, 2, 10))
    ]


# Trends


def test_the_trend_has_the_last_two_years_of_single_questions(house):
    responses = scored(house, "overall", {5: 5, 1: 5}, JANUARY) + scored(
        house, "overall", {5: 17}, "2025-04-30"
    )
    summary = summary_of(house, responses + scored(house, "overall", {5: 9}, "2025-03-31"))
    assert [(t.item, t.measure, t.segment) for t in summary.trends] == [
        ("overall", "csat", ""),
        ("overall", "csat", "home"),
        ("recommend", "nps", ""),
    ]
    points = {p.label: (p.figure.value, p.figure.base) for p in summary.trends[0].points}
    months = [f"{y}-{m:02}" for y in (2024, 2025, 2026) for m in range(1, 13)]
    assert list(points) == months[3:27]
    assert (points["2025-04"], points["2026-01"], points["2026-02"]) == ((1.0, 17), (0.5, 10), (None, 0))


def test_the_window_has_all_days_that_a_summary_needs():
    as_of = datetime(2026, 4, 8, tzinfo=UTC)
    assert window(parse("2026-Q1"), as_of) == (date(2024, 4, 1), date(2026, 4, 8))
    assert window(parse("2026"), as_of) == (date(2025, 1, 1), date(2026, 12, 31))
    assert window(parse("2026-03-10..2026-03-20"), as_of) == (date(2024, 4, 1), date(2026, 4, 8))


# Versions and notes


def test_responses_of_an_unknown_version_are_told_and_not_counted(house):
    responses = some(house, 6, FEBRUARY) + some(
        house, 2, FEBRUARY, version="00000000beef", answers={"overall": 1}
    )
    summary = summary_of(house, responses)
    assert (summary.responses, figure(summary, "overall").value) == (6, 1.0)
    assert summary.notes == ("2 responses of the version 00000000beef, which no release holds: not counted.",)


def test_the_notes_are_about_the_period_and_not_about_the_months_before_it(house):
    old = some(house, 2, "2025-11-10", version="00000000beef")
    first = some(house, 6, "2025-11-11", answers={"overall": 1})
    again = [correction(r, n) for n, r in enumerate(first)]
    assert summary_of(house, old + first + again + some(house, 6, FEBRUARY)).notes == ()


def test_a_changed_scale_is_not_counted_with_the_new_one_and_is_told(rebuilt, folder):
    old = rebuilt()
    responses = some(old, 9, JANUARY, answers={"overall": 5})
    old_version = old.version("visit")
    folder.replace(
        "surveys/visit.yaml",
        "    low: Bad\n    high: Good\n    not_applicable: true\n  aspects",
        "    low: Bad\n    high: Good\n    points: 7\n  aspects",
    )
    house = rebuilt()
    summary = summary_of(house, responses + some(house, 6, FEBRUARY, answers={"overall": 7}))
    assert (figure(summary, "overall").base, summary.responses) == (6, 15)
    (note,) = summary.notes
    assert "“overall”" in note
    assert old_version in note


def test_a_reworded_question_keeps_its_series(rebuilt, folder):
    old = rebuilt()
    responses = some(old, 9, JANUARY, answers={"overall": 5})
    folder.replace("surveys/visit.yaml", "text: How was it?", "text: How was our visit?")
    house = rebuilt()
    summary = summary_of(house, responses + some(house, 6, FEBRUARY, answers={"overall": 1}))
    assert (figure(summary, "overall").base, item(summary, "overall").words, summary.notes) == (
        15,
        "How was our visit?",
        (),
    )


def test_a_question_that_is_asked_no_more_keeps_its_answers_in_the_summary(rebuilt, folder):
    old = rebuilt()
    responses = some(old, 9, JANUARY, answers={"met": "yes"})
    folder.replace("surveys/visit.yaml", "  met:\n", "  met:\n    hide: true\n")
    house = rebuilt()
    assert figure(summary_of(house, responses), "met", answer="yes").base == 9


def test_a_survey_that_is_not_released_is_unknown(house):
    with pytest.raises(UnknownSurvey, match="nothing"):
        summary_of(house, [], survey="nothing")


@pytest.mark.parametrize(("as_of", "final"), [("2026-03-31", False), ("2026-04-01", True)])
def test_a_summary_is_final_when_its_period_is_over(house, as_of, final):
    when = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    assert summary_of(house, [], as_of=when).final == final


def test_a_segment_called_all_is_not_taken_for_all_together(rebuilt, folder):
    folder.write("segments/all.yaml", "name: {en: Everyone, de: Jeder}\nsurveys: [visit]\n")
    house = rebuilt()
    summary = summary_of(house, some(house, 6, FEBRUARY, segment="all") + some(house, 6, FEBRUARY))
    ids = [f.id for f in summary.figures()]
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_the_earliest_and_the_last_year_are_no_crash(house):
    for text in ("0001", "9999", "9999-12", "0001-01"):
        with pytest.raises(PeriodError):
            parse(text)
    for text in ("1970", "2999", "2999-12", "1970-01"):
        summary = compile_summary(
            "visit", parse(text), as_of=datetime(2026, 1, 1, tzinfo=UTC), responses=[], release=house.release
        )
        assert summary.responses == 0
