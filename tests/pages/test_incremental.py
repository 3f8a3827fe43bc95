"""A build after any changes equals one that begins with nothing."""

import os
import random
import re
import shutil
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from conftest import documents_in, make_folder

from listenwell.pages.building import build
from listenwell.pages.release import INDEX, Index
from listenwell.survey.problems import TemplateError

START = datetime(2026, 3, 14, 12, tzinfo=UTC)

NEW_SURVEY = """\
title: A new one
questions:
  a: {type: text, text: What else?}
"""


class Firm:
    """The small firm's folder, its built site, and things that can happen to them."""

    def __init__(self, tmp_path):
        self.tmp = tmp_path
        self.folder = make_folder(tmp_path / "survey_templates")
        self.folder.write("surveys/your-own-words.yaml", NEW_SURVEY.replace("A new one", "Own words"))
        self.folder.write(
            "translations/your-own-words.de.yaml", "title: Eigenes\nquestions: {a: {text: Was?}}\n"
        )
        self._list("home", "[visit, pulse]", "[visit, pulse, your-own-words]")
        self.out = tmp_path / "dist"
        self.now = START
        self.count = 0

    def build(self, out=None):
        return build(out or self.out, self.folder.root, None, now=self.now)

    def _list(self, segment, old, new):
        self.folder.replace(f"segments/{segment}.yaml", old, new)

    def _append(self, name, text):
        path = self.folder.root / name
        self.folder.write(name, path.read_text(encoding="utf-8") + text)

    def _number(self, name, pattern):
        """Another number in place of the digits after the pattern, or the first one."""
        self.count += 1
        text = (self.folder.root / name).read_text(encoding="utf-8")
        self.folder.write(name, re.sub(rf"({pattern})[0-9]*", rf"\g<1>{self.count}", text, count=1))

    def reword_a_survey(self):
        self._number("surveys/visit.yaml", "title: Our visit")

    def reword_a_translation(self):
        self._number("translations/pulse.de.yaml", "thanks: Wir lesen alles.")

    def reword_own_words(self):
        self._number("surveys/your-own-words.yaml", "title: Own words")

    def reword_for_a_segment(self):
        self._number("segments/trade.yaml", "for your company")

    def rename_a_segment(self):
        self._number("segments/home.yaml", "en: Households")

    def change_the_wording(self):
        self._number("wording/de.yaml", "send: [A-Za-z]+")

    def change_the_organisation(self):
        self._number("organisation.yaml", "name: Müller & <Sons>")

    def change_a_page_template(self):
        self._number("pages/thanks.html", '<p class="receipt">')
        self._number("pages/base.html", "<header>")

    def change_a_question_template(self):
        self._number("pages/questions/text.html", '<div class="q')

    def change_the_style(self):
        self._append("pages/style.css", f"\n.n{self.count} {{ color: red }}\n")

    def ask_one_survey_more_or_less(self):
        text = (self.folder.root / "segments/trade.yaml").read_text(encoding="utf-8")
        more = "surveys: [visit, pulse]" in text
        self._list("trade", "[visit, pulse]" if more else "[visit]", "[visit]" if more else "[visit, pulse]")

    def offer_own_words_or_not(self):
        text = (self.folder.root / "segments/home.yaml").read_text(encoding="utf-8")
        there, gone = "[visit, pulse, your-own-words]", "[visit, pulse]"
        self._list("home", *((there, gone) if there in text else (gone, there)))

    def add_or_remove_a_survey(self):
        file = "surveys/new.yaml"
        if (self.folder.root / file).exists():
            self.folder.remove(file).remove("translations/new.de.yaml")
            self._list("trade", "[new, ", "[")
        else:
            self.folder.write(file, NEW_SURVEY)
            self.folder.write("translations/new.de.yaml", "title: Neu\nquestions: {a: {text: Was noch?}}\n")
            self._list("trade", "surveys: [", "surveys: [new, ")

    def turn_a_survey_over_to_interviewers_or_back(self):
        text = (self.folder.root / "surveys/pulse.yaml").read_text(encoding="utf-8")
        line = "audience: interviewers\n"
        self.folder.write("surveys/pulse.yaml", text.replace(line, "") if line in text else line + text)

    def give_a_survey_days(self):
        text = (self.folder.root / "surveys/visit.yaml").read_text(encoding="utf-8")
        text = re.sub("opens: .*\ncloses: .*\n", "", text)
        first = (self.now + timedelta(days=1)).date()
        days = f"opens: {first}\ncloses: {first + timedelta(days=2)}\n"
        self.folder.write("surveys/visit.yaml", days + text)

    def let_two_days_pass(self):
        self.now += timedelta(days=2)

    def ask_on_condition_or_not(self):
        text = (self.folder.root / "surveys/visit.yaml").read_text(encoding="utf-8")
        line = '    show_if: "overall <= 3"\n'
        asked = "    text: What should be better?\n"
        self.folder.write(
            "surveys/visit.yaml",
            text.replace(line, "") if line in text else text.replace(asked, asked + line),
        )

    def use_a_question_or_write_it_out(self):
        text = (self.folder.root / "surveys/visit.yaml").read_text(encoding="utf-8")
        used, written = (
            f"  better:\n    {line}\n    text: What should be better?\n"
            for line in ("use: pulse/why", "type: text")
        )
        self.folder.write(
            "surveys/visit.yaml",
            text.replace(used, written) if used in text else text.replace(written, used),
        )

    def change_a_question_that_others_may_use(self):
        self._number("surveys/pulse.yaml", "    limit: ")

    def touch_a_file(self):
        os.utime(self.folder.root / "surveys/visit.yaml")

    def do_nothing(self):
        pass

    def _page(self, folder="public"):
        return next(iter(sorted((self.out / folder).rglob("visit/home/index.html"))))

    def lose_a_page(self):
        self._page().unlink()

    def write_into_a_page(self):
        with self._page().open("a") as page:
            page.write("<!-- mine -->")

    def put_something_of_ones_own_there(self):
        (self.out / "public" / "s" / "mine").mkdir(exist_ok=True)
        (self.out / "public" / "mine.html").write_text("mine")

    def lose_the_site(self):
        shutil.rmtree(self.out / "public")

    def lose_the_spare(self):
        shutil.rmtree(self.out / ".next", ignore_errors=True)

    def lose_what_is_remembered(self):
        shutil.rmtree(self.out / ".cache")

    def damage_what_is_remembered(self):
        for path in (self.out / ".cache").iterdir():
            data = bytearray(path.read_bytes())
            data[len(data) // 2 :] = data[len(data) // 2 + 1 :]
            path.write_bytes(data)

    def lose_a_part_of_the_release(self):
        next(iter((self.out / "release/questionnaires/visit").iterdir())).unlink()

    def lose_the_release(self):
        shutil.rmtree(self.out / "release")

    def make_a_mistake_and_mend_it(self):
        path = self.folder.root / "surveys/visit.yaml"
        right = path.read_bytes()
        self.folder.replace("surveys/visit.yaml", "type: rating\n", "type: ratng\n")
        before = documents_in(self.out / "public")
        with pytest.raises(TemplateError):
            self.build()
        assert documents_in(self.out / "public") == before
        path.write_bytes(right)


EVENTS = [
    name for name in vars(Firm) if not name.startswith("_") and name not in ("build", "compare", "fresh")
]


def compare(firm, built, what):
    """The site and release are those of a build that begins with nothing."""
    fresh = firm.tmp / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    wanted = firm.build(fresh)
    assert documents_in(built.public) == documents_in(wanted.public), what
    there, needed = documents_in(built.release), documents_in(wanted.release)
    assert _index(there) == _index(needed), what
    assert {k: v for k, v in needed.items() if k != INDEX}.items() <= there.items(), what
    assert (built.pages, built.versions, built.problems) == (wanted.pages, wanted.versions, wanted.problems)


def _index(release):
    """The index without what past releases decide."""
    return msgspec.structs.replace(msgspec.json.decode(release[INDEX], type=Index), withdrawn=())


@pytest.mark.parametrize("event", EVENTS)
def test_a_build_after_anything_happened_equals_one_that_begins_with_nothing(tmp_path, event):
    firm = Firm(tmp_path)
    firm.build()
    for _ in range(2):
        getattr(firm, event)()
        compare(firm, firm.build(), event)


@pytest.mark.parametrize("seed", range(2))
def test_builds_after_many_changes_equal_those_that_begin_with_nothing(tmp_path, seed):
    firm, chance, done = Firm(tmp_path), random.Random(seed), []  # noqa: S311 - repeatable
    firm.build()
    for _ in range(8):
        for event in chance.sample(EVENTS, chance.choice((1, 1, 2, 3))):
            if (
                event.startswith(("lose", "write", "put", "damage", "make"))
                and not (firm.out / "public").exists()
            ):
                continue
            done.append(event)
            getattr(firm, event)()
        compare(firm, firm.build(), done)
