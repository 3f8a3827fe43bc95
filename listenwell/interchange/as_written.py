"""What does a survey ask before any segment changes it, in each language?"""

from collections.abc import Iterable
from pathlib import Path

from listenwell.survey.lines import load
from listenwell.survey.problems import Problems, TemplateError
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading_questions import Shared
from listenwell.survey.resolving import resolve


def as_written(folder: Path, survey: str, languages: Iterable[str]) -> dict[str, Questionnaire]:
    """The questionnaire in the languages, of which the first is the one that surveys are written in. Raises
    TemplateError with what is wrong, which templates that were loaded do not have."""
    first, *others = languages
    problems = Problems()
    base = load(folder / "surveys" / f"{survey}.yaml", f"surveys/{survey}.yaml", problems)
    found = {first: resolve(survey, "", first, base, problems)} if base else {}
    for language in others:
        file = f"{survey}.{language}.yaml"
        words = load(folder / "translations" / file, f"translations/{file}", problems)
        if base and words:
            found[language] = resolve(survey, "", language, base, problems, words=words, shared=Shared(first))
    if problems.errors:
        raise TemplateError(problems.all())
    return {language: questionnaire for language, questionnaire in found.items() if questionnaire}
