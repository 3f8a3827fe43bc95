"""A translator's CSV compared with the templates, and written into them whole or not at all."""

import re
import shutil
import tempfile
from pathlib import Path

from listenwell.survey.languages import speech
from listenwell.survey.problems import Problems, TemplateError, near_match
from listenwell.survey.templates import load_templates
from listenwell.translations import exchange
from listenwell.translations.by_line import CannotPut, put
from listenwell.translations.exchange import Row
from listenwell.translations.phrases import Phrase, phrases, remember

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def take_in(folder: Path, file: Path) -> tuple[int, int]:
    """Put the changed rows of the CSV in; how many were put in, and how many emptied cells were left alone.

    Raises TemplateError with every problem of the CSV, or with those that the templates would have; then
    nothing was written. OSError of the disk.
    """
    problems = Problems()
    there = {(p.file, p.id): p for p in phrases(folder)}
    known = {p.original for p in there.values()} | {p.translation for p in there.values() if p.translation}
    rows = exchange.read(file.read_bytes(), file.name, known, problems)
    changed: dict[tuple[str, str], tuple[Phrase, str]] = {}
    seen: dict[tuple[str, str], int] = {}
    emptied = 0
    for row in rows:
        phrase = _known(row, there, seen, file.name, problems)
        if phrase is None or exchange.same(row.translation, phrase.translation):
            continue
        if not row.translation:
            emptied += 1
            continue
        if _good(row, phrase, file.name, problems):
            changed[row.file, row.id] = phrase, exchange.meant(row.translation)
    texts = _texts(folder, list(changed.values()), file.name, seen, problems)
    if problems.errors:
        raise TemplateError(problems.all())
    _try(folder, texts)
    for name, text in texts.items():
        _write(folder / name, text)
    remember(folder, [p for p in phrases(folder) if (p.file, p.id) in seen])
    return len(changed), emptied


def _known(
    row: Row,
    there: dict[tuple[str, str], Phrase],
    seen: dict[tuple[str, str], int],
    name: str,
    problems: Problems,
) -> Phrase | None:
    place = row.file, row.id
    if place in seen:
        problems.add("E05", name, row.line, id=f"{row.file} {row.id}", first=seen[place])
        return None
    if place not in there:
        near = near_match(row.id, [i for f, i in there if f == row.file])
        problems.add("E02", name, row.line, near=near, id=f"{row.file} {row.id}")
        return None
    seen[place] = row.line
    return there[place]


def _good(row: Row, phrase: Phrase, name: str, problems: Problems) -> bool:
    """Whether a changed row may be put in; what is wrong with it is recorded."""
    before = problems.told
    if not exchange.same(row.original, phrase.original):
        problems.add("E03", name, row.line, id=row.id, of=row.file)
    wanted, given = set(_PLACEHOLDER.findall(phrase.original)), set(_PLACEHOLDER.findall(row.translation))
    if phrase.file.startswith("wording/"):
        alone = (
            speech(phrase.language).stands_for_one_number(phrase.path[-1]) if len(phrase.path) == 3 else False
        )
        if given - wanted or (wanted - given and not alone):
            shown = ", ".join(f"{{{each}}}" for each in sorted(wanted)) or "none"
            problems.add("E04", name, row.line, id=row.id, allowed=shown)
    if phrase.translation and row.translation.count("?") > phrase.translation.count("?") + 1:
        lost = re.escape(row.translation).replace(r"\?", ".")
        if re.fullmatch(lost, phrase.translation, re.DOTALL):
            problems.add("E06", name, row.line, id=row.id)
    return problems.told == before


def _texts(
    folder: Path,
    changed: list[tuple[Phrase, str]],
    name: str,
    seen: dict[tuple[str, str], int],
    problems: Problems,
) -> dict[str, str]:
    """Each file that changes, with its new text."""
    texts: dict[str, str] = {}
    for phrase, words in changed:
        path = folder / phrase.file
        if phrase.file not in texts:
            texts[phrase.file] = path.read_bytes().decode("utf-8") if path.is_file() else ""
        bom = "\ufeff" if texts[phrase.file].startswith("\ufeff") else ""
        try:
            new = put(texts[phrase.file].removeprefix("\ufeff"), phrase.path, words, phrase.order)
            texts[phrase.file] = bom + new
        except CannotPut:
            problems.add("E07", name, seen[phrase.file, phrase.id], id=phrase.id, of=phrase.file)
    return texts


def _try(folder: Path, texts: dict[str, str]) -> None:
    """Raise TemplateError when the templates would have errors that they do not have now."""
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place) / folder.name
        shutil.copytree(folder, trial)
        before = _errors(trial)
        for name, text in texts.items():
            (trial / name).parent.mkdir(exist_ok=True)
            (trial / name).write_bytes(text.encode())
        new = [problem for problem in _errors(trial) if problem not in before]
    if new:
        raise TemplateError(new)


def _errors(folder: Path) -> list:
    try:
        load_templates(folder)
    except TemplateError as error:
        return [problem for problem in error.problems if problem.severity == "error"]
    return []


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text.encode())
    new.replace(path)
