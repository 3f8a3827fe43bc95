"""What does a survey ask before any segment changes it, in each language?"""

from collections.abc import Iterable
from pathlib import Path

from listenwell.survey.lines import load
from listenwell.survey.problems import Problems, TemplateError
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading_questions import Shared
from listenwell.survey.resolving import resolve
from listenwell.survey.using import Written, with_used


def as_written(folder: Path, survey: str, languages: Iterable[str]) -> dict[str, Questionnaire]:
    """The questionnaire in the languages, of which the first is the one that surveys are written in. Raises
    TemplateError with what is wrong, which templates that were loaded do not have."""
    first, *others = languages
    problems = Problems()

    def written(name: str) -> Written | None:
        base = load(folder / "surveys" / f"{name}.yaml", f"surveys/{name}.yaml", problems)
        files = {language: f"translations/{name}.{language}.yaml" for language in others}
        words = {
            language: load(folder / file, file, problems) if (folder / file).exists() else None
            for language, file in files.items()
        }
        return Written(base, {}, words) if base else None

    own = written(survey)
    whole = with_used(own, written, problems) if own else None
    found = {first: resolve(survey, "", first, whole.base, problems)} if whole else {}
    for language, words in whole.words.items() if whole else ():
        if words:
            found[language] = resolve(
                survey, "", language, whole.base, problems, words=words, shared=Shared(first)
            )
    if problems.errors:
        raise TemplateError(problems.all())
    return {language: questionnaire for language, questionnaire in found.items() if questionnaire}
