"""A customer with a receipt code and without an account: sees, corrects, takes back, erases, downloads."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from conftest import NOON, SECRET
from pages.reading import Page

from listenwell import web
from listenwell.intake import answer, lookups
from listenwell.intake.receipts import id_of, receipt
from listenwell.storage import erasures
from listenwell.survey.response import WITHDRAWN
from listenwell.web import Reply, Request, Source

ID = "0000000a-0000-4000-8000-00000000000a"
CODE = receipt(ID, SECRET)
SENT = {"overall": 2, "aspects": {"timing": 1}, "days": ["mon", "wed"], "better": "Come <on> time.\nPlease."}
WRONG = receipt("0000000b-0000-4000-8000-00000000000a", SECRET)
HERE = Source("192.0.2.7", "a browser")


def ask(house, source: Source = HERE, **fields: object) -> Reply:
    sent = {"_code": CODE, **{("_do" if name == "do" else name): value for name, value in fields.items()}}
    body = urlencode(sent, doseq=True).encode()
    request = Request(method="POST", path="/receipt", content_type=web.FORM, body=body, source=source)
    return answer(request, house.services)


def page(reply: Reply, status: int = 200) -> Page:
    assert reply.status == status, reply.body.decode()
    return Page(reply.body.decode())


def told(shown: Page) -> list[str]:
    return [e.text for e in shown.all("p") if e.above and e.above.attributes.get("class") == "intro"]


def answers(shown: Page) -> list[tuple[str, str]]:
    words = [
        e for e in shown.elements if e.tag in ("dt", "dd") and e.inside("section").attributes.get("class")
    ]
    return [(e.tag, e.text) for e in words]


def buttons(shown: Page) -> list[str]:
    return [
        e.attributes["value"] for e in shown.all("button", name="_do") if "first" not in str(e.attributes)
    ]


@pytest.fixture
def sent(house):
    """The small firm with one answer under CODE."""
    assert house.json("visit", {"id": ID, "answers": SENT}).status == 201
    house.now += timedelta(hours=1)
    return house


def lookups_in(house) -> list[str]:
    return [name for _, name, *_ in house.daily.counted if name.startswith("receipt")]


# Seeing


def test_the_page_asks_for_the_code_in_the_language_of_the_address(house):
    asked = page(house.get("/receipt", language="de"))
    assert asked.one("h1").text == "Ihre Antworten"
    form = asked.one("form").attributes
    assert (form["method"], form["action"]) == ("post", "/receipt")
    assert asked.one("input", id="code").attributes["autocomplete"] == "off"


def test_a_code_in_the_address_is_not_looked_at(sent):
    reply = sent.get("/receipt", _code=CODE, code=CODE, _do="see")
    assert reply.body == sent.get("/receipt").body
    assert lookups_in(sent) == []


def test_what_is_stored_is_shown_in_the_words_of_the_survey(sent):
    shown = page(ask(sent))
    assert answers(shown) == [
        ("dt", "How was it?"),
        ("dd", "2"),
        ("dt", "Timing"),
        ("dd", "1 – Bad"),
        ("dt", "Which days suit you?"),
        ("dd", "Monday"),
        ("dd", "Wednesday"),
        ("dt", "What should be better?"),
        ("dd", "Come <on> time.Please."),
    ]
    assert told(shown) == ["Sent on 14 March 2026."]
    assert buttons(shown) == ["correct", "withdraw", "erase", "text", "json"]
    assert shown.strange_scripts == []


def test_the_page_speaks_the_language_of_the_answers_unless_another_is_chosen(house):
    house.json("visit", {"id": ID, "language": "de", "answers": {"overall": 2}})
    shown = page(ask(house))
    assert (shown.one("html").attributes["lang"], answers(shown)[0]) == ("de", ("dt", "Wie war es?"))
    shown = page(ask(house, _language="en"))
    assert (shown.one("h1").text, answers(shown)[0]) == ("Your answers", ("dt", "Wie war es?"))
    section = shown.one("section", class_="written")
    (words,) = [e for e in shown.all("dl") if e.above is section]
    assert words.attributes["lang"] == "de"
    assert page(ask(house, _chosen="en", do="withdraw")).one("h1").text == "Take these answers back?"


def test_a_code_is_understood_as_it_is_typed(sent):
    spoken = CODE.lower().replace("-", " ").replace("0", "o")
    assert page(ask(sent, _code=f"  {spoken} ")).one("h1").text == "Your answers"


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        ("", 422, "Check your"),
        (CODE[:-1], 422, "Check your"),
        ("<b>", 422, "Check your"),
        (WRONG, 404, "We have no"),
    ],
)
def test_what_opens_nothing_says_so_beside_the_field(sent, code, status, words):
    shown = page(ask(sent, _code=code), status)
    assert shown.one("p", class_="error").text.startswith(words)
    assert shown.one("input", id="code").attributes["value"] == code
    assert "Which days" not in str(answers(shown))


def test_choosing_a_language_before_typing_a_code_is_no_mistake(house):
    shown = page(ask(house, _code="", _language="de"))
    assert shown.one("h1").text == "Ihre Antworten"
    assert shown.all("p", class_="error") == []


@pytest.mark.parametrize(("kind", "status"), [(web.JSON, 415), ("text/plain", 415)])
def test_only_forms_are_taken(sent, kind, status):
    request = Request(method="POST", path="/receipt", content_type=kind, body=b"{}")
    assert answer(request, sent.services).status == status


# Correcting


def correction(house, **fields: object) -> Reply:
    form = page(ask(house, do="correct")).form()
    return ask(house, **{**form, **fields})


def test_the_form_comes_filled_in_and_sent_back_unchanged_it_is_the_same_answer(sent):
    form = page(ask(sent, do="correct")).form()
    assert (form["overall"], form["aspects.timing"], form["days"]) == (["2"], ["1"], ["mon", "wed"])
    assert form["better"] == [SENT["better"]]
    assert (
        form["_code"] == [CODE]
        and page(ask(sent, do="correct")).one("form").attributes["action"] == "/receipt"
    )
    assert ask(sent, **form).status == 200
    assert [r.answers for r in sent.stored] == [SENT, SENT]


def test_a_correction_supersedes_and_only_the_newest_counts(sent):
    first = sent.stored[0]
    shown = page(correction(sent, overall="5", better="Thanks."))
    assert told(shown)[0].startswith("Your correction is stored")
    sent.now += timedelta(days=2)
    correction(sent, overall="4", better="Thanks.")
    one, two, three = sent.stored
    assert (one, two.supersedes, three.supersedes) == (first, one.id, two.id)
    assert (three.answers["overall"], three.received_at) == (4, sent.now)
    assert (three.channel, three.segment, three.version) == (one.channel, one.segment, one.version)
    assert told(page(ask(sent))) == [
        "Sent on 14 March 2026.",
        "Corrected on 16 March 2026. These answers count.",
    ]


def test_a_correction_sent_twice_is_stored_once(sent):
    form = {**page(ask(sent, do="correct")).form(), "overall": "5"}
    first, second = ask(sent, **form), ask(sent, **form)
    assert (first.status, first.body, len(sent.stored)) == (200, second.body, 2)


def test_of_two_corrections_at_once_the_second_is_asked_and_nothing_typed_is_lost(sent):
    form = page(ask(sent, do="correct")).form()
    ask(sent, **{**form, "overall": "5"})
    again = page(ask(sent, **{**form, "overall": "1", "better": "Mine"}), 409)
    assert len(sent.stored) == 2
    kept = again.form()
    assert (kept["overall"], kept["better"]) == (["1"], ["Mine"])
    assert ask(sent, **kept).status == 200
    assert [r.answers["overall"] for r in sent.stored] == [2, 5, 1]


def test_a_correction_that_is_no_answer_comes_back_as_it_was_typed(sent):
    shown = page(correction(sent, overall="9", better="x"), 422)
    assert (shown.form()["better"], len(sent.stored)) == (["x"], 1)


def test_the_form_in_another_language_keeps_what_was_typed(sent):
    form = {**page(ask(sent, do="correct")).form(), "better": "Half", "_language": "de"}
    german = page(ask(sent, **form))
    assert german.one("html").attributes["lang"] == "de"
    assert german.form()["better"] == ["Half"]
    ask(sent, **german.form())
    assert (sent.stored[1].language, sent.stored[1].version) == ("de", sent.version("visit", language="de"))


def test_answers_are_corrected_nine_times_at_the_most_and_can_still_be_taken_back(sent):
    for score in (1, 2, 3, 4, 5, 1, 2, 3, 4):
        assert correction(sent, overall=str(score), source=Source(str(score), "")).status == 200
    refused = page(correction(sent, overall="1"), 409)
    assert told(refused)[0].startswith("These answers were corrected 9 times")
    ask(sent, do="withdraw-now", source=Source("x", ""))
    assert len(sent.stored) == 11 and sent.stored[-1].marks == (WITHDRAWN,)


# Taking back


def test_taking_back_is_confirmed_first_and_leaves_nothing_that_counts(sent):
    asked = page(ask(sent, do="withdraw"))
    assert told(asked)[0].endswith("If it is to go as well, have it erased.")
    assert (buttons(asked), len(sent.stored)) == (["withdraw-now", "see"], 1)
    ask(sent, do="withdraw-now")
    back = sent.stored[-1]
    assert (back.supersedes, back.answers, back.marks) == (id_of(CODE), {}, (WITHDRAWN,))
    shown = page(ask(sent))
    assert told(shown) == [
        "Sent on 14 March 2026.",
        "Taken back on 14 March 2026. These answers no longer count.",
    ]
    assert buttons(shown) == ["erase", "text", "json"]


@pytest.mark.parametrize("do", ["withdraw-now", "store"])
def test_what_is_taken_back_is_neither_taken_back_again_nor_corrected(sent, do):
    form = page(ask(sent, do="correct")).form()
    ask(sent, do="withdraw-now")
    assert ask(sent, **{**form, "_do": do}).status == 200
    assert len(sent.stored) == 2


# Erasing


def test_an_answer_of_today_is_erased_at_once_and_can_be_sent_again(sent):
    correction(sent, overall="5")
    asked = page(ask(sent, do="erase"))
    assert (buttons(asked), len(sent.stored)) == (["erase-now", "see"], 2)
    gone = page(ask(sent, do="erase-now"))
    assert gone.one("h1").text == "Your answers are erased"
    assert "until 18 April 2026 at the latest" in told(gone)[0]
    assert (sent.stored, sent.papers.kept) == ([], {})
    assert ask(sent).status == 404
    assert sent.json("visit", {"id": ID, "answers": SENT}).status == 201
    assert len(sent.stored) == 1


def test_an_answer_of_a_day_that_is_over_is_also_asked_out_of_the_archive(sent):
    first = sent.stored[0]
    sent.now += timedelta(days=3)
    correction(sent, overall="5")
    sent.services.lock_days = 300
    gone = page(ask(sent, do="erase-now"))
    assert "until 12 January 2027 at the latest" in told(gone)[0], (
        "301 days: the lock, and the night after it"
    )
    (asked,) = erasures.asked_for(sent.papers)
    assert (asked.id, asked.survey, asked.day, sent.stored) == (first.id, "visit", NOON.date(), [])
    assert set(json.loads(next(iter(sent.papers.kept.values())))) == {"id", "survey", "day", "at"}


def test_an_erasure_cut_short_is_found_and_done_again(sent):
    sent.now += timedelta(days=3)
    correction(sent, overall="5")
    real = sent.responses.erase

    def cut(response_id: str) -> bool:
        sent.responses.away = len(sent.stored) == 1
        return real(response_id)

    sent.responses.erase = cut
    assert ask(sent, do="erase-now").status == 503
    assert len(sent.stored) == 1
    sent.responses.away, sent.responses.erase = False, real
    assert ask(sent, do="erase-now").status == 200
    assert (sent.stored, len(sent.papers.kept)) == ([], 1)


def test_a_correction_that_outlives_the_first_answer_is_still_found(sent):
    sent.now += timedelta(days=3)
    correction(sent, overall="5")
    sent.responses.erase(id_of(CODE))
    assert ("dd", "5 – Good") in answers(page(ask(sent)))


# Downloading


def test_the_answers_come_as_text_to_keep(sent):
    reply = ask(sent, do="text")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="answers.txt"'
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.body.decode().split("\r\n") == [
        *("Our visit", "", "Sent on 14 March 2026.", "", "How was it?", "  2", "", "Timing", "  1 – Bad", ""),
        *("Which days suit you?", "  Monday", "  Wednesday", "", "What should be better?"),
        *("  Come <on> time.", "  Please.", ""),
    ]


def test_every_stored_field_comes_as_data(sent):
    correction(sent, overall="5")
    reply = ask(sent, do="json")
    given = json.loads(reply.body)
    assert reply.headers["Content-Disposition"] == 'attachment; filename="answers.json"'
    assert [r["answers"]["overall"] for r in given["responses"]] == [2, 5]
    assert given["questions"]["better"] == "What should be better?"
    assert CODE not in reply.body.decode()


# Limits


def test_one_source_looks_up_so_many_codes_a_day_and_right_and_wrong_ones_alike(sent):
    for _ in range(lookups.MOST_A_DAY - 1):
        ask(sent, _code=WRONG)
    assert ask(sent).status == 200
    refused = [ask(sent, _code=code, source=Source("192.0.2.7", "another")) for code in (CODE, WRONG)]
    assert [reply.status for reply in refused] == [429, 429]
    assert refused[0].body == refused[1].body, "it says nothing about the code"
    assert page(refused[0], 429).one("p", class_="error").text.startswith("Codes were entered too often")
    assert ask(sent, source=Source("192.0.2.8", "")).status == 200
    sent.now += timedelta(days=1)
    assert ask(sent).status == 200


def test_slips_that_the_check_letter_gives_away_are_not_counted(sent):
    for _ in range(lookups.MOST_A_DAY + 1):
        ask(sent, _code=CODE[:-1])
    assert lookups_in(sent) == []


def test_wrong_codes_from_everywhere_are_answered_ever_more_slowly_and_right_ones_are_not(sent):
    waited: list[float] = []
    sent.services.pause = waited.append
    for n in range(lookups.MISSES_AT_FULL_SPEED + 250):
        ask(sent, _code=WRONG, source=Source(f"198.51.100.{n % 250}", ""))
    assert waited[:2] == [0.01, 0.02]
    assert max(waited) == lookups.LONGEST == waited[-1]
    assert (len(waited), ask(sent).status, len(waited)) == (250, 200, 250)


def test_only_two_wait_at_once_and_the_next_is_told_in_words(sent):
    sent.daily.counted[NOON.date(), "receipt-miss"] = 500
    replies: list[Reply] = []

    def pause(seconds: float) -> None:
        if len(replies) < 2:
            replies.append(ask(sent, _code=WRONG))

    sent.services.pause = pause
    ask(sent, _code=WRONG)
    assert [r.status for r in replies] == [429, 404] or [r.status for r in replies] == [404, 429]
    busy = next(r for r in replies if r.status == 429)
    assert (busy.headers["Retry-After"], page(busy, 429).one("p", class_="error").text[:16]) == (
        "300",
        "Many wrong codes",
    )


def test_a_store_that_is_away_is_told_and_the_form_can_be_sent_again(sent):
    sent.responses.away = True
    reply = ask(sent)
    assert (reply.status, reply.headers["Retry-After"]) == (503, "30")
    assert Page(reply.body.decode()).one("textarea", name="_code").text.strip() == CODE


# Contact details, which lie apart


@pytest.fixture
def reachable(rebuilt, folder):
    """The same with a question for contact details, answered."""
    reach = "  reach: {type: contact, text: Would you like an answer?, consent: Use these to answer me}\n"
    text = (folder.root / "surveys/pulse.yaml").read_text(encoding="utf-8")
    folder.write("surveys/pulse.yaml", text + reach)
    folder.remove("translations/pulse.de.yaml")
    house = rebuilt()
    given = {"email": "j.miller@example.com", "consent": True}
    assert house.json("pulse", {"id": ID, "answers": {"recommend": 9, "reach": given}}).status == 201
    return house


def test_contact_details_are_never_shown_kept_by_a_correction_and_replaced_by_new_ones(reachable):
    house = reachable
    for do in ("see", "correct", "text", "json"):
        assert b"miller" not in ask(house, do=do).body
    assert correction(house, recommend="3").status == 200
    assert [r.answers["reach"] for r in house.stored] == ["given", "given"]
    assert [c.email for c in house.responses.contacts.values()] == ["j.miller@example.com"]
    correction(house, **{"reach.email": "new@example.com", "reach.consent": "yes"})
    assert {c.id: c.email for c in house.responses.contacts.values()} == {
        house.stored[2].id: "new@example.com"
    }


@pytest.mark.parametrize(("do", "left"), [("forget", 1), ("withdraw-now", 2), ("erase-now", 0)])
def test_contact_details_go_at_once(reachable, do, left):
    assert "forget" in buttons(page(ask(reachable)))
    assert ask(reachable, do=do).status == 200
    assert (reachable.responses.contacts, len(reachable.stored)) == ({}, left)
