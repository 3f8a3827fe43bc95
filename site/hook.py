"""MkDocs hook of the portal: writes the list of surveys where a page has `<!-- surveys -->`.

The words come from survey_templates/ and are escaped here, for MkDocs does not.
"""

from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from listenwell.pages import addresses
from listenwell.survey.templates import Templates, load_templates

_MARK = "<!-- surveys -->"


def on_page_markdown(markdown: str, config: MkDocsConfig, **_: object) -> str:
    """Replace the mark by the surveys per segment; `<!-- surveys de -->` asks for another language."""
    if "<!-- surveys" not in markdown:
        return markdown
    folder = Path(config.config_file_path).parent / config.extra.get(
        "survey_templates", "../survey_templates"
    )
    templates = load_templates(folder)
    for language in templates.wordings:
        for mark in (
            (_MARK,)
            if language == templates.organisation.first_language
            else (f"<!-- surveys {language} -->",)
        ):
            markdown = markdown.replace(mark, _listing(templates, language))
    return markdown


def _listing(templates: Templates, language: str) -> str:
    first = templates.organisation.first_language
    parts = []
    for name, segment in templates.segments.items():
        asked = [templates.questionnaires[survey, name, language] for survey in segment.surveys]
        links = Markup("").join(
            Markup('<li><a href="{}">{}</a></li>\n').format(
                addresses.page(q.survey, q.segment, language, first), q.title
            )
            for q in asked
            if q.audience == "customers"
        )
        parts.append(Markup("<h3>{}</h3>\n<ul>\n{}</ul>\n").format(segment.name[language], links))
    return str(Markup("\n").join(parts))
