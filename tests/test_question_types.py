"""Each row of QUESTION_TYPES, from its file to its summary: a type cannot be half there."""

import json
import re
from importlib import import_module
from urllib.parse import urlencode

import msgspec
import pytest
from conftest import NOON, SHIPPED, House
from hypothesis import given, settings
from hypothesis import strategies as st
from pages.reading import Page
from questions import CASES, form_of
from summary import opening
from summary.paper import text_of, unbroken

from listenwell.intake.checking import check
from listenwell.intake.parsing import parse_form, parse_json
from listenwell.pages.refused import problem_words
from listenwell.pages.release import Master, Published, put_index, put_questionnaire
from listenwell.pages.rendering import Renderer
from listenwell.summary.compiling import summarise
from listenwell.summary.formats import FORMATS
from listenwell.summary.gathering import from_responses
from listenwell.summary.period import parse
from listenwell.survey.question import ANSWERED, BLANK, DONT_KNOW, NOT_APPLICABLE, Checked, Occasion, Refusal
from listenwell.survey.question_types import QUESTION_TYPES, Date, Number
from listenwell.survey.question_types.ranking import UNRANKED
from listenwell.survey.question_types.rating_grid import Importance
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response

claims = settings(database=None, deadline=None, derandomize=True, max_examples=120)
_WIDER = [
    Number(id="n", text="How much?", low=-2000, high=2000, decimals=3, bands=(0, 10)),
    Date(id="d", text="When?", range=True, precision="month"),
    Date(id="e", text="When?", range=True, as_soon_as_possible=True),
]
NAMES = list(QUESTION_TYPES)
TODAY = NOON.date()
each_question = pytest.mark.parametrize("question", [case.question for case in CASES.values()], ids=CASES)
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
ATTACK = "</script><script>alert(1)</script>\"'{{ 7*7 }}{% raw %}\u202e👋"

# What each type refuses, by reason, in the shape of the JSON door.
REFUSED = {
    "rating": {"number_range": [0, 6, -1, 4.0, True, "５", "4 ", "x", 10**18, [4]]},
    "rating-grid": {"choose_listed": ["x", 3, ["timing"], {"style": 5}], "number_range": [{"timing": 6}]},
    "recommend": {"number_range": [11, -1, 9.5, False, "n/a", "10.0", "+5"]},
    "effort": {"number_range": [0, 8, "n/a", 6.0, [6]]},
    "yes-no": {"choose_listed": ["maybe", True, 1, "?", ["yes"], "YES"]},
    "ranking": {
        "choose_listed": ["price", ["price", "time", "sky"], {"sky": 1}, 3],
        "number_range": [{"price": 4, "time": 1, "talk": 2}, {"price": 0, "time": 1, "talk": 2}],
        "rank_all": [["price", "time"], {"price": "1", "talk": "2"}],
        "rank_twice": [{"price": 1, "time": 1, "talk": 2}],
        "sent_twice": [["price", "price", "talk"], ["talk", "price", "talk", "time"]],
    },
    "choice": {"choose_listed": ["maybe", 1, True, ["yes"], "YES"]},
    "choices": {"choose_listed": ["mon", ["sun"], ["mon", "sun"], [1], 7, ["mon", ["mon"]]]},
    "text": {"words_expected": [5, True, ["a"]], "too_long": ["x" * 2001]},
    "number": {
        "number_needed": ["x", True, [3], {"n": 3}, "1.2.3", "-", "1e2", "٣x", 10**30, "9" * 400],
        "number_whole": ["2.5", 2.5],
        "number_between": [-1, 10, "1,000"],
    },
    "date": {
        "date_iso": ["x", 5, ["2026-03-05"], "2026-02-30", "2026-03", "0001-01-01", {"hour": 3}, {"day": []}],
        "date_no_month": [{"day": "5", "year": "2026"}],
        "date_both": [{"when": "asap", "day": "5"}],
        "choose_listed": [{"when": "soon"}],
    },
    "consent": {"choose_listed": ["no", 1, ["yes"]]},
    "statement": {"unknown_field": ["x", 5, ["x"]]},
    "contact": {
        "choose_listed": ["given", True, ["a@b.example"], {"name": "J. Miller"}, {"consent": "maybe"}],
        "contact_email": [{"email": "miller", "consent": True}, {"email": 5}],
        "contact_telephone": [{"telephone": "call me"}],
        "contact_missing": [{"consent": True}],
        "contact_consent": [{"email": "j.miller@example.com"}],
    },
}


def asking(question, **more):
    given = {
        "survey": "firm",
        "segment": "home",
        "language": "en",
        "title": "Title",
        "questions": (question,),
    }
    return Questionnaire(**{**given, **more})


@pytest.fixture
def house_of(released, house):
    """The intake of a release in which one question is the whole survey."""

    def make(question):
        page, master = asking(question), asking(question, segment="")
        for questionnaire in (page, master):
            put_questionnaire(house.documents, questionnaire)
        row = Published(
            survey="firm",
            segment="home",
            language="en",
            version=page.version,
            title=page.title,
            audience=page.audience,
        )
        index = msgspec.structs.replace(
            house.release.index(),
            published=(row,),
            masters={"firm": Master(version=master.version, title=master.title)},
        )
        put_index(house.documents, index, house.release.templates())
        return House(house.documents.kept)

    return make


@pytest.fixture
def render(house):
    def page(question, **more):
        renderer = Renderer(house.release.index(), house.release.templates())
        return Page(renderer.survey_page(asking(question), **more))

    return page


@pytest.mark.parametrize("name", NAMES)
def test_a_type_has_a_file_and_a_page_template_of_its_own_name(name):
    module = import_module(f"listenwell.survey.question_types.{name.replace('-', '_')}")
    row = QUESTION_TYPES[name]
    assert row.question.__module__ == module.__name__
    assert row.question.__struct_config__.tag == name
    assert (SHIPPED / "pages" / "questions" / f"{name}.html").is_file()
    assert module.__doc__.startswith(f"{name}: ")


def test_there_is_no_page_template_without_its_type():
    templates = {path.stem for path in (SHIPPED / "pages" / "questions").glob("[!_]*.html")}
    assert templates == set(NAMES) == set(REFUSED)


def test_the_readme_of_the_templates_lists_the_types_in_their_order():
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", readme, re.MULTILINE) == NAMES


@each_question
def test_every_field_is_on_the_page_under_a_legend_or_label(render, question):
    page = render(question)
    assert page.names - {"_version", "_channel", "_website"} == set(question.fields())
    targets = {e.attributes["for"]: e for e in page.all("label") if "for" in e.attributes}
    for field in question.fields():
        inputs = [e for e in page.elements if e.attributes.get("name") == field]
        assert field in page.ids, "the error summary links here"
        words = dict(question.items()).get(field, question.text).split(" – ")[0]
        fieldset = inputs[0].inside("fieldset")
        if fieldset is None:
            label = targets.get(field) or inputs[0].inside("label")
            assert label.text.startswith(question.text)
        elif inputs[0].attributes.get("type") in ("radio", "checkbox"):
            assert all(e.inside("label") and e.inside("label").text.strip() for e in inputs)
            legends = [e for e in page.all("legend") if e.above is fieldset]
            assert [legend.text.strip().startswith(words) for legend in legends] == [True]
        else:
            (legend,) = [e for e in page.all("legend") if e.above is fieldset]
            assert legend.text.strip().startswith(question.text)
            told = targets[field].text.strip()
            assert told
            assert field not in dict(question.items()) or told == words
            assert not field.endswith(".other") or told == "Please say what (up to 200 characters)"


@pytest.mark.parametrize(
    "question", [pytest.param(c.question, id=name) for name, c in CASES.items() if c.question.listed]
)
def test_every_answer_that_is_counted_can_be_given_on_the_page(render, question):
    page = render(question)
    for field in question.fields():
        given = [e for e in page.elements if e.attributes.get("name") == field]
        listed = [e for e in page.all("option") if e.above in given] or page.all("input", name=field)
        values = [e.attributes.get("value", e.text) for e in listed if e.attributes.get("type") != "text"]
        outside = {NOT_APPLICABLE, DONT_KNOW} & set(values)
        assert (NOT_APPLICABLE in outside) == (
            getattr(question, "not_applicable", False) and question.of(field) is question
        )
        assert (DONT_KNOW in outside) == bool(getattr(question, "dont_know", ""))
        offered = [value for value in values if value not in ("", *outside)]
        counted = [] if field.endswith(".other") else question.of(field).labels()
        assert offered == [label.answer for label in counted if label.answer != UNRANKED]


@each_case
def test_a_stored_value_fills_the_form_that_gives_it_again(case):
    """In a language of either decimal mark; of what lies apart nothing is given."""
    for language in ("en", "de"):
        filled = case.question.to_form(case.kept, language)
        assert filled.keys() <= {*case.question.fields()}
        again = case.question.check_on(case.question.from_form(filled), Occasion(TODAY, language))
        assert again == Checked(None if case.question.apart else case.kept)


@claims
@given(data=st.data())
def test_whatever_form_is_taken_its_value_fills_a_form_that_is_taken_for_the_same(data):
    question = data.draw(st.sampled_from([case.question for case in CASES.values()] + _WIDER))
    typed = st.sampled_from(["", *"0123", "12", "2026", "n/a", "?", "yes", "no", "asap", "none", "date"])
    names = st.sampled_from([label.answer for label in question.labels()] or ["x"])
    form = {
        field: data.draw(st.lists(typed | names | st.text(max_size=9), max_size=3 if question.many else 1))
        for field in question.fields()
    }
    occasion = Occasion(TODAY, data.draw(st.sampled_from(["en", "de", "ar"])))
    value = question.check_on(question.from_form(form), occasion).value
    if value is not None and not question.apart:
        filled = question.to_form(value, occasion.language)
        assert question.check_on(question.from_form(filled), occasion) == Checked(value)


def is_words(field):
    return any((note.extra or {}).get("translated") for note in getattr(field.type, "__metadata__", ()))


def with_attack(value):
    match value:
        case Importance():
            return Importance(text=ATTACK, low=ATTACK, high=ATTACK)
        case dict():
            return dict.fromkeys(value, ATTACK)
        case str():
            return ATTACK
        case _:
            return value


@each_question
def test_words_of_a_question_are_shown_and_never_run(render, question):
    example = question
    fields = [f.name for f in msgspec.structs.fields(type(example)) if is_words(f)]
    attacked = {field: with_attack(getattr(example, field)) for field in fields}
    page = render(msgspec.structs.replace(example, **{**attacked, "hint": ATTACK}))
    assert page.strange_scripts == []
    assert not any(ATTACK in value for e in page.elements for value in e.attributes.values())
    texts = [e.text for e in page.elements if e.tag in ("legend", "label", "p", "i") and ATTACK in e.text]
    assert len(texts) >= 2
    assert "49" not in "".join(texts)


@each_question
def test_typed_answers_and_problems_come_back_and_never_run(render, question):
    typed = {field: [ATTACK] for field in question.fields()}
    page = render(question, typed=typed, refusals=[])
    assert page.strange_scripts == []
    shown = [e for e in page.elements if e.attributes.get("name") in question.fields()]
    free = [e for e in shown if e.tag == "textarea" or e.attributes.get("type") == "text"]
    for e in free:
        assert ATTACK in (e.text, e.attributes.get("value"), e.text.removeprefix("\n"))


@each_case
def test_an_answer_is_chosen_again_when_the_page_comes_back(render, case):
    typed = form_of(case)
    sent = render(case.question, typed=typed).form()
    assert {field: values for field, values in sent.items() if field in case.question.fields()} == typed


@each_case
def test_an_answer_is_the_same_value_by_form_and_by_json(case):
    asked = asking(case.question)
    by_form = parse_form(urlencode(form_of(case), doseq=True).encode())
    by_json = parse_json(msgspec.json.encode({"answers": {case.question.id: case.answer}}))
    given = ({case.question.id: case.kept}, []) if case.answer else ({}, [Refusal("", "nothing")])
    assert check(by_form, asked, TODAY) == check(by_json, asked, TODAY) == given
    if case.kept == case.answer:
        assert case.question.check(case.kept).value == case.kept, "what is kept is taken again"


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [(n, g, r) for n in NAMES for r, all_given in REFUSED[n].items() for g in all_given],
)
def test_a_wrong_answer_is_refused_with_words_in_every_language(house, name, given, reason):
    question = QUESTION_TYPES[name].example
    checked = question.check(given)
    assert (checked.value, {r.reason for r in checked.refusals}) == (None, {reason})
    assert len(checked.refusals) == 1 or name == "ranking", "ranking tells it at each line"
    assert {r.field for r in checked.refusals} <= set(question.fields() or [""])
    told = [
        problem_words(checked.refusals, asking(question), w)[0].words
        for w in house.release.index().wordings.values()
    ]
    assert len(set(told)) == 2
    assert not any("{" in words for words in told)


@each_case
@pytest.mark.parametrize("blank", [None, "", [], {}])
def test_a_blank_answer_is_no_answer_and_no_mistake(case, blank):
    question = case.question
    assert question.check(blank) == (None, ())
    assert set(question.missing(None)) <= set(question.fields())
    assert bool(question.missing(None)) == ("required" not in question.fixed)
    assert not any(field.endswith(".other") for field in question.missing(None))
    if question.items():
        assert question.missing(case.kept) == ()


@pytest.mark.parametrize(
    "question",
    [pytest.param(c.question, id=n) for n, c in CASES.items() if "required" not in c.question.fixed],
)
def test_a_required_question_says_what_is_missing_at_each_of_its_fields(house, question):
    question = msgspec.structs.replace(question, required=True)
    answers, refusals = check(parse_form(b"_channel=web"), asking(question), TODAY)
    missing = question.missing(None)
    assert (answers, [r.field for r in refusals]) == ({}, list(missing))
    told = [problem_words(refusals, asking(question), w) for w in house.release.index().wordings.values()]
    assert [len(problems) for problems in told] == [len(missing)] * len(told)


@each_case
def test_each_item_counts_once_as_answered_or_blank(case):
    question = case.question
    items = [item.answer for item in question.items()]
    assert sorted(question.cells(None)) == sorted((item, BLANK) for item in items)
    cells = list(question.cells(case.kept))
    beside = [item for item in question.own_words() if item not in items]
    assert sorted(cell for cell in cells if cell[1] in (ANSWERED, BLANK, NOT_APPLICABLE)) == sorted(
        (item, ANSWERED) for item in (*items, *beside)
    )
    for item in items:
        labels = {label.answer for label in question.of(item).labels()}
        answers = [said for of, said in cells if of == item and said != ANSWERED]
        assert set(answers) <= labels
        assert bool(answers) == bool(labels)


@each_question
def test_the_answers_that_are_counted_are_no_reserved_signs(question):
    labels = [label.answer for label in question.labels()]
    assert len(set(labels)) == len(labels)
    assert not {ANSWERED, BLANK, NOT_APPLICABLE, DONT_KNOW} & set(labels)


def test_own_words_that_read_like_a_sign_of_ours_are_counted_as_answered():
    question = QUESTION_TYPES["text"].example
    for words in ("n/a", "*", "-"):
        assert list(question.cells(words)) == [(question.id, ANSWERED)]


@each_case
def test_scores_are_whole_numbers_of_items_that_have_a_scale(case):
    question = case.question
    items = {item.answer for item in question.items()}
    assert set(question.scores(case.kept)) == (items if question.scored else set())
    assert question.scores(None) == question.scores(NOT_APPLICABLE) == {}


@each_question
def test_the_favourable_scores_are_the_best_of_the_scale_and_never_its_middle(question):
    labels = [label.answer for label in question.labels()]
    best = [str(score) for score in question.favourable()]
    assert best == labels[len(labels) - len(best) :]
    assert len(best) <= len(labels) / 2


@each_case
@pytest.mark.parametrize("format_name", FORMATS)
def test_the_type_is_in_a_compiled_summary_of_every_format(house_of, case, format_name):
    question = case.question
    name = question.__struct_config__.tag
    house = house_of(question)
    response = Response(
        id="00000000-0000-4000-8000-000000000001",
        survey="firm",
        version=asking(question).version,
        segment="home",
        channel="web",
        language="en",
        received_at=NOON,
        answers={question.id: case.kept} if case.kept else {},
    )
    twelve = [msgspec.structs.replace(response, id=f"00000000-0000-4000-8000-{n:012}") for n in range(12)]
    gathered = from_responses("firm", parse("2026-Q1"), twelve, house.release.questionnaire)
    summary = summarise("firm", parse("2026-Q1"), gathered, as_of=NOON, release=house.release)
    if not question.items():
        assert summary.questions == ()
        return
    (told,) = summary.questions
    assert (told.type, [item.base for item in told.items]) == (name, [12] * len(question.items()))
    data = FORMATS[format_name](summary, house.release.templates())
    document = text_of(data) if format_name == "pdf" else opening.text_of(data)
    figures = [figure for item in told.items for figure in item.figures]
    if format_name == "html":
        page = Page(document)
        assert {figure.id for figure in figures} <= set(page.ids)
        headings = [e.text for e in page.elements if e.tag in ("h3", "h4", "th")]
        assert {item.words for item in question.items()} | {question.text} <= set(headings)
    elif format_name == "pdf":
        told_words = {question.text, *(item.words for item in question.items())}
        assert [each for each in told_words if unbroken(each) not in unbroken(document)] == []
    elif format_name != "comments.csv":
        assert all(json.dumps(figure.id).strip('"') in document for figure in figures)
    words = [word.text for item in told.items if item.comments for word in item.comments.shown]
    assert bool(figures) == bool(question.labels()), "figures of what is counted"
    assert bool(words) == bool(question.own_words()), "the words themselves"
    assert format_name == "csv" or all(unbroken(word) in unbroken(document) for word in words)
