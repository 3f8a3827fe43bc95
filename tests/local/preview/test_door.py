"""What the preview shows: the built pages with a bar, their other states, the test answers, mistakes."""

import re
from html import unescape

import msgspec
import pytest
from conftest import make_folder
from pages.reading import Page

from listenwell.local.preview.marking import END, MARK, file, hash_source
from listenwell.local.preview.states import STATES
from listenwell.pages.building import build

PAGES = ("/s/pulse/home/", "/s/visit/home/de/", "/s/visit/trade/")


def without_bar(page: str) -> str:
    """The page without what the preview put in."""
    for name in ("preview.css", "preview.js"):
        page = page.replace(f" {hash_source(file(name))}".replace("'", "&#39;"), "")
    return re.sub(f"{re.escape(MARK)}.*?{re.escape(END)}", "", page, flags=re.DOTALL)


def bar(page: str) -> str:
    """The words on the bar."""
    words = re.search("<listenwell-preview.*?</listenwell-preview>", page, re.DOTALL)[0]
    return " ".join(unescape(re.sub("<[^>]*>", " ", words)).split())


def now(preview, address: str, state: str = "") -> dict[str, str]:
    return msgspec.json.decode(preview.ask(f"/preview/now?state={state}&address={address}")[2])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_without_bar_and_findings_is_the_built_page_byte_for_byte(preview, tmp_path, address):
    preview.find()
    built = build(tmp_path / "dist", preview.folder.root, None)
    page = preview.page(address)
    assert MARK in page
    assert without_bar(page).encode() == (built.public / address[1:] / "index.html").read_bytes()


def test_no_page_that_is_built_has_anything_of_the_preview(built):
    for path in (built / "public").rglob("*.html"):
        assert "listenwell-preview" not in path.read_text(encoding="utf-8")


def test_every_page_says_that_answers_are_thrown_away(preview):
    for address in (*PAGES, "/r/pulse/home", "/preview/", "/preview/answers", "/staff"):
        assert "Preview Answers go to a throw-away store." in bar(preview.page(address)), address
    status, headers, text = preview.ask("/s/nothing/home/")
    assert (status, headers["Cache-Control"]) == (404, "no-store")
    assert "throw-away" in bar(text)


def test_a_saved_edit_is_on_the_page_and_gives_it_another_hash(preview):
    before, other = now(preview, PAGES[0]), now(preview, PAGES[1])
    preview.folder.replace("surveys/pulse.yaml", "How likely?", "How likely & why?")
    preview.look()
    assert "How likely &amp; why?" in preview.page(PAGES[0])
    after = now(preview, PAGES[0], before["state"])
    assert after["hash"] != before["hash"] and after["state"] != before["state"]
    assert now(preview, PAGES[1])["hash"] == other["hash"]  # which was not edited
    assert now(preview, PAGES[0], after["state"]) == {"state": after["state"], "hash": ""}
    assert f'data-hash="{after["hash"]}" data-state="{after["state"]}"' in preview.page(PAGES[0])


def test_looking_when_nothing_was_saved_changes_nothing(preview):
    before = preview.studio.state
    preview.look()
    assert preview.studio.state == before


def test_a_mistake_is_told_at_the_top_and_the_page_stays_until_it_is_mended(preview):
    good = preview.page(PAGES[0])
    preview.folder.replace("surveys/pulse.yaml", "type: recommend", "type: recomend")
    preview.look()
    shown = preview.page(PAGES[0])
    assert without_bar(shown) == without_bar(good)
    assert (
        "1 mistake. The page stays as it was until it is mended. "
        "survey_templates/surveys/pulse.yaml, line 5: the question “recommend” has the type “recomend”, "
        "which we do not know;"
    ) in bar(shown)
    assert "Did you mean “recommend”?" in preview.page("/preview/")
    preview.folder.replace("surveys/pulse.yaml", "type: recomend", "type: recommend")
    preview.look()
    assert bar(preview.page(PAGES[0])) == bar(good)


def test_templates_that_are_wrong_from_the_start_are_told_and_then_shown(folder, tmp_path):
    from local.preview.conftest import Preview  # noqa: PLC0415

    folder.replace("surveys/pulse.yaml", "type: recommend", "type: recomend")
    preview = Preview(folder, tmp_path / "preview")
    assert "There are no pages until they are mended." in preview.page("/preview/")
    status, _, text = preview.ask(PAGES[0])
    assert status == 503
    assert "1 mistake." in bar(text)
    folder.replace("surveys/pulse.yaml", "type: recomend", "type: recommend")
    preview.look()
    assert "How likely?" in preview.page(PAGES[0])
    preview.studio.close()


def test_a_finding_stands_beside_its_question_where_the_page_has_its_words(preview):
    preview.folder.replace("surveys/visit.yaml", "text: How was it?", "text: How great was it?")
    preview.look()
    preview.find()

    def spots(address):
        return re.findall(r'data-fields="(\w+)">.*?>(\S+, line \d+):<.*?\((\S+)\)', preview.page(address))

    assert ("overall", "survey_templates/surveys/visit.yaml, line 9", "leading") in spots("/s/visit/home/")
    for other in ("/s/visit/trade/", "/s/visit/home/de/", "/s/pulse/home/"):  # these read otherwise
        assert "visit.yaml, line 9" not in preview.page(other)
    assert "visit.yaml" in preview.page("/preview/")


def test_test_answers_go_to_the_throw_away_store_and_are_listed_as_stored(preview):
    page = Page(preview.page(PAGES[0]))
    sent = {**page.form(), "recommend": "9", "why": "Kind <b>people</b>"}
    status, headers, _ = preview.ask("/r/pulse/home", "POST", sent)
    assert status == 303
    assert Page(preview.page(headers["Location"])).all("p", class_="receipt")
    listed = unescape(preview.page("/preview/answers"))
    (text,) = re.findall("<pre>(.*?)</pre>", listed, re.DOTALL)
    stored = msgspec.json.decode(text.encode())
    assert stored["answers"] == {"recommend": 9, "why": "Kind <b>people</b>"}
    assert "Kind &lt;b&gt;people" in preview.page("/preview/answers")


def test_a_refused_form_comes_back_and_is_never_sent_again_by_a_reload(preview):
    status, _, text = preview.ask("/r/pulse/home", "POST", Page(preview.page(PAGES[0])).form())
    assert status == 422
    assert 'data-address="/s/pulse/home/?state=error" data-sent' in text


TOLD = {
    "open": "Would you recommend us?",
    "error": "Choose one",
    "thanks": "0000-0000-0000-0000",
    "early": "This survey is not open yet",
    "closed": "This survey is closed",
    "unavailable": "kept on this page",
    "not_found": "Page not found",
    "too_large": "Your answers are too long",
    "unreadable": "Your answers could not be read",
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_of_a_page_can_be_looked_at_and_nothing_is_stored(preview, state):
    page = preview.page(f"/s/pulse/home/?state={state}")
    assert TOLD[state] in unescape(without_bar(page)), without_bar(page)[-3000:]
    assert "throw-away" in bar(page)
    assert "None yet." in preview.page("/preview/answers")


def test_the_list_has_every_page_by_segment_with_its_states(preview):
    page = preview.page("/preview/")
    linked = set(re.findall(r'href="(/s/[^"]+)"', page))
    pages = {
        f"/s/{place}/{lang}" for place in ("visit/home", "pulse/home", "visit/trade") for lang in ("", "de/")
    }
    states = {
        f"{each}?state={s}"
        for each in pages
        if "/de/" not in each
        for s in ("error", "thanks", "early", "closed")
    }
    assert linked == pages | states
    assert re.findall("<h2>(.*?)</h2>", page) == ["Households", "Companies", "To look at"]


@pytest.mark.parametrize("address", ["/preview/", "/preview/answers", "/preview/now", "/staff"])
@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://a.example"},
    ],
)
def test_what_only_this_machine_may_see_is_refused_to_another_site(preview, address, said):
    assert preview.ask(address, **said)[0] == 403


def test_a_logo_and_a_removed_survey_follow_as_well(preview):
    preview.folder.remove("translations/pulse.de.yaml").remove("surveys/pulse.yaml")
    preview.folder.replace("segments/home.yaml", "[visit, pulse]", "[visit]")
    preview.look()
    assert preview.ask(PAGES[0])[0] == 200  # withdrawn, and its page says so
    assert "/s/pulse/home/" not in preview.page("/preview/")


def test_the_small_firm_is_untouched_by_its_preview(preview, tmp_path):
    fresh = make_folder(tmp_path / "fresh" / "survey_templates").root
    files = {p.relative_to(fresh): p.read_bytes() for p in fresh.rglob("*") if p.is_file()}
    root = preview.folder.root
    assert {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()} == files
