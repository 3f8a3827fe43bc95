"""The handbook says what is true: commands, settings, question types, sections, and examples that load."""

import re
import shutil
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import click
import msgspec
import pytest
import yaml
from conftest import only_in
from msgspec import structs
from test_portal import loads_from_elsewhere, needs_chromium, texts_of, visit

from listenwell.cli import COMMANDS, main, module_of
from listenwell.pages.portal import PortalError, run_mkdocs
from listenwell.settings import Settings
from listenwell.summary.formats.tidy_csv import COLUMNS
from listenwell.summary.formats.tidy_parts import PARTS
from listenwell.survey.messages import CATALOGUE
from listenwell.survey.question import Question
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response
from listenwell.survey.templates import load_templates

ROOT = Path(__file__).parents[1]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "pages").glob("*.md")}

# Hosts that Material's script and search name in comments, or for features that are off; the policy of the
# pages forbids them all.
INERT = {"api.github.com", "bit.ly", "clipboardjs.com", "lunrjs.com", "tartarus.org", "unpkg.com", "${e}"}

pytestmark = pytest.mark.xdist_group("documents")


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`mkdocs build --strict` of docs/: broken links and anchors end it."""
    out = tmp_path_factory.mktemp("handbook") / "site"
    run_mkdocs(ROOT / "docs" / "mkdocs.yml", out, {})
    return out


def rows(page: str) -> dict[str, str]:
    """The rows of a page's tables, by their first cell without its code marks."""
    found = re.findall(r"^\| (.+?) \|(.*)\|$", PAGES[page], re.MULTILINE)
    return {first.replace("`", ""): rest for first, rest in found}


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level."""
    level = re.escape(heading.partition(" ")[0])
    text = PAGES[page].split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^{level} ", text, maxsplit=1, flags=re.MULTILINE)[0]


# --- the site -----------------------------------------------------------------------------------------------


def test_every_page_of_the_handbook_is_built(handbook: Path) -> None:
    built = {path.parent.name for path in handbook.glob("*/index.html")}
    assert built == PAGES.keys() - {"index"}
    assert (handbook / "index.html").is_file()


def test_a_broken_link_in_the_handbook_stops_the_build(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    page = tmp_path / "docs" / "pages" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](run-it.md#nowhere)\n", encoding="utf-8")
    with pytest.raises(PortalError, match="nowhere"):
        run_mkdocs(tmp_path / "docs" / "mkdocs.yml", tmp_path / "out", {})


def test_no_file_of_the_handbook_loads_from_another_host(handbook: Path) -> None:
    assert {
        f"{name}: {at}"
        for name, text in texts_of(handbook)
        if "/lunr/" not in name  # word stems of languages we do not use, with the addresses of their authors
        for at in loads_from_elsewhere(name, text)
        if not (name.endswith(".js") and urlsplit(at).netloc in INERT)
    } == set()
    for path in handbook.rglob("*.html"):
        policy = re.search(r'Security-Policy" content="([^"]+)"', path.read_text(encoding="utf-8"))[1]
        assert policy.startswith("default-src 'self'; ") and "http" not in policy and "*" not in policy
        assert "mermaid" not in path.read_text(encoding="utf-8")


@needs_chromium
def test_no_request_of_the_handbook_leaves_this_machine(handbook: Path) -> None:
    idle = "new Promise((done) => requestIdleCallback(done))"
    assert visit(handbook, lambda page: page.evaluate(idle))[1] == {"127.0.0.1"}


# --- what it must name --------------------------------------------------------------------------------------


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = import_module(module_of(name)).command
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {child}": each for child, each in inner.items()} or {name: command}
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_row_with_all_its_options(name: str) -> None:
    row = rows("run-it")[f"listenwell {name}"]
    named = set(re.findall(r"`(--[a-z-]+)`", row))
    options = {
        option for param in commands()[name].params for option in param.opts if option.startswith("--")
    }
    assert named == options


def test_no_row_is_about_a_command_that_is_not_there() -> None:
    named = {first.removeprefix("listenwell ") for first in rows("run-it") if first.startswith("listenwell ")}
    assert named == commands().keys()


def test_every_setting_has_its_row_with_its_default() -> None:
    named = {first: rest.split("|")[0].strip().strip("`") for first, rest in rows("run-it").items()}
    defaults = {
        f"LISTENWELL_{field.name.upper()}": str(field.default) or "none" for field in structs.fields(Settings)
    }
    assert {name: value for name, value in named.items() if name.startswith("LISTENWELL_")} == defaults
    everywhere = set(re.findall(r"LISTENWELL_[A-Z_]*[A-Z]", "".join(PAGES.values())))
    assert everywhere == defaults.keys()


def _keys(shape: type[msgspec.Struct], but: set[str]) -> dict[str, structs.FieldInfo]:
    return {field.name: field for field in structs.fields(shape) if field.name not in but}


COMMON = _keys(Question, {"id"})


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_every_question_type_has_its_row_with_its_keys_and_their_bounds(name: str) -> None:
    _, keys, _ = rows("question-types")[name].split("|")
    own = _keys(QUESTION_TYPES[name].question, {"id", *COMMON})
    assert set(re.findall(r"`([a-z_]+)(?:: true)?`", keys)) == own.keys()
    assert set(re.findall(r"\*\*`([a-z_]+)`\*\*", keys)) == {k for k, field in own.items() if field.required}
    for field in own.values():
        bounds = next((n for n in getattr(field.type, "__metadata__", ()) if n.le is not None), None)
        if bounds is not None:
            assert str(bounds.le) in keys
            assert field.required or f"otherwise {field.default}" in keys
            assert f"{bounds.ge} to {bounds.le}" in keys or f"up to {bounds.le}" in keys


def test_every_question_type_in_the_handbook_is_there() -> None:
    told = section("question-types", "## The types")
    assert re.findall(r"^\| `([a-z-]+)` \|", told, re.MULTILINE) == list(QUESTION_TYPES)
    assert COMMON.keys() <= set(re.findall(r"`([a-z_]+)", told))


def test_one_of_each_question_type_can_be_copied(tmp_path: Path) -> None:
    (copied,) = re.findall(r"^```yaml\n(.*?)^```$", PAGES["question-types"], re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "survey_templates", tmp_path / "survey_templates")
    only_in(tmp_path / "survey_templates", "en")
    pulse = tmp_path / "survey_templates" / "surveys" / "pulse.yaml"
    pulse.write_text(pulse.read_text(encoding="utf-8") + copied, encoding="utf-8")
    loaded = load_templates(tmp_path / "survey_templates")
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert errors == []
    asked = loaded.questionnaires["pulse", "household", "en"].questions
    assert {question.__struct_config__.tag for question in asked[2:]} == QUESTION_TYPES.keys()


def test_every_key_of_a_survey_has_its_row() -> None:
    keys = _keys(Questionnaire, {"survey", "segment", "language", "untranslated"})
    assert keys.keys() <= rows("write-a-survey").keys()


def test_every_family_of_problems_has_its_row() -> None:
    told = re.findall(r"^\| ([A-Z])01, ", PAGES["write-a-survey"], re.MULTILINE)
    assert told == list(dict.fromkeys(code[0] for code in CATALOGUE))


def test_every_section_of_the_summary_is_explained_in_its_order() -> None:
    folder = ROOT / "survey_templates" / "summaries"
    order = re.findall(r'include "summaries/(.+?)"', (folder / "summary.html").read_text(encoding="utf-8"))
    template = "".join((folder / name).read_text(encoding="utf-8") for name in order)
    words = yaml.safe_load((folder / "words" / "en.yaml").read_text(encoding="utf-8"))["page"]
    explained = re.findall(r"^### (.+)$", section("read-a-summary", "## The sections"), re.MULTILINE)
    assert explained == [words[key] for key in re.findall(r'<h2>{{ t\("(.+?)"\) }}</h2>', template)]


def test_every_column_of_the_csv_is_named_in_its_order() -> None:
    parts, columns = section("read-a-summary", "## The CSV").split("The columns:\n")
    assert tuple(re.findall(r"`([a-z_0-9]+)`", columns)) == COLUMNS
    cells = " ".join(re.findall(r"^\| (`.+?) \|", parts, re.MULTILINE))
    named = re.findall(r"`([a-z-]+)`", cells)
    assert sorted(named) == sorted(["part", "figure", *PARTS])


def test_every_stored_field_is_named() -> None:
    (told,) = re.findall(r"these fields and no others: (.+?)\.\n", PAGES["how-it-is-built"], re.DOTALL)
    assert tuple(re.findall(r"`(\w+)`", told)) == Response.__struct_fields__


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z0-9]+)", "\n".join(PAGES.values()), re.MULTILINE))
    assert {"demo", "test", "package"} <= named <= targets


def test_every_file_that_is_named_is_there() -> None:
    named = set(
        re.findall(
            r"`((?:listenwell|survey_templates|site|docs|handler|tests)/[\w./-]*)`", "".join(PAGES.values())
        )
    )
    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()


# --- the examples -------------------------------------------------------------------------------------------


def blocks(language: str) -> dict[str, str]:
    """Title to text of the code blocks of a language in write-a-survey."""
    found = re.findall(
        rf'^```{language}(?: title="([^"]+)")?\n(.*?)^```$', PAGES["write-a-survey"], re.MULTILINE | re.DOTALL
    )
    assert all(title for title, _ in found), "a block without a title is not tested"
    return dict(found)


SURVEY = "survey_templates/surveys/after-a-repair.yaml"


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """The shipped templates, in English and German, with every example of the handbook put in its place."""
    shutil.copytree(ROOT / "survey_templates", tmp_path / "survey_templates")
    only_in(tmp_path / "survey_templates", "en", "de")
    for title, text in blocks("yaml").items():
        assert not (ROOT / title).exists(), "an example must not replace what ships"
        (tmp_path / title).write_text(text, encoding="utf-8")
    organisation = tmp_path / "survey_templates" / "organisation.yaml"
    own = organisation.read_text(encoding="utf-8").replace("example.com", "fairhaven-services.de")
    organisation.write_text(own.replace("01632 960 123", "+49 30 23125 000"), encoding="utf-8")
    return tmp_path


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["check", "--templates", str(folder / "survey_templates")])
    said = capsys.readouterr()
    return said.err + said.out


def test_the_examples_load_without_a_warning_and_use_every_question_type(examples: Path) -> None:
    loaded = load_templates(examples / "survey_templates")
    assert loaded.problems == []
    asked = loaded.questionnaires["after-a-repair", "landlords", "de"]
    assert [question.id for question in asked.questions] == [
        "works",
        "overall",
        "visit",
        "recommend",
        "booking",
        "tidy_up",
        "matters",
        "wrong",
        "better",
        "next_part",
        "rooms",
        "finished_by",
        "quote",
        "reach",
        "building",
    ]
    types = re.findall(r"^    type: (\S+)$", blocks("yaml")[SURVEY], re.MULTILINE)
    assert set(types) == QUESTION_TYPES.keys()


def test_the_messages_shown_are_what_check_says(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = blocks("text")
    assert checked(examples, capsys) == shown.pop("listenwell check, when all is well")
    good = (examples / SURVEY).read_text(encoding="utf-8")
    (examples / SURVEY).write_text(good.replace("type: rating\n", "type: ratng\n"), encoding="utf-8")
    assert checked(examples, capsys) == shown.pop("listenwell check")
    (examples / SURVEY).write_text(good, encoding="utf-8")
    for title in blocks("yaml").keys() - {SURVEY}:
        (examples / title).unlink()
    assert checked(examples, capsys) == shown.pop("listenwell check, without the segment and the translation")
    assert shown == {}
