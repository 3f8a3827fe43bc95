"""MkDocs hook of the portal: what marketing wrote in survey_templates/, where a page has a mark for it.

A mark is an HTML comment, such as `<!-- surveys -->` or `<!-- telephone -->`; _marks has them all. A page
speaks the language in its head (`language: de`), or the first of organisation.yaml; a mark may name another:
`<!-- surveys de -->`. The words are escaped here, for MkDocs does not, and come in after Markdown, so that
no sign in them has a meaning.
"""

import json
import logging
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from listenwell.pages import addresses
from listenwell.pages.foreign import Foreign
from listenwell.pages.rendering import OWN_WORDS
from listenwell.survey.organisation import in_language
from listenwell.survey.problems import TemplateError, near_match
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.templates import Templates, load_templates

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
# A sentence ends before a capital letter and after two letters, so that "z. B." does not end one.
_SENTENCE = re.compile(r"(?<=\w\w[.!?])\s+(?=[A-ZÀ-ÖØ-Þ])")
_log = logging.getLogger("mkdocs.hooks.portal")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the templates. Raises PluginError with every mistake in them."""
    try:
        templates = load_templates(_folder(config))
    except TemplateError as error:
        raise PluginError(str(error)) from error
    config.extra |= {
        "templates": templates,
        "organisation": templates.organisation,
        "first_language": templates.organisation.first_language,
        "language_names": {code: wording.name for code, wording in templates.wordings.items()},
    }
    config.theme["language"] = templates.organisation.first_language
    return config


def _folder(config: MkDocsConfig) -> Path:
    """The folder that marketing edits."""
    return Path(config.config_file_path).parent / config.extra.get("survey_templates", "../survey_templates")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the icon of the browser's tab in the brand's colour."""
    icon = _ICON.format(config.extra["organisation"].brand_colour)
    files.append(File.generated(config, "favicon.svg", content=str(icon)))
    there = {language for file in files.documentation_pages() if (language := _language_in(file))}
    for language in config.extra["organisation"].languages[1:]:
        if language not in there:
            welcome = File.generated(config, f"{language}.md", content=_welcome(config, language))
            welcome.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(welcome)
    return files


def _language_in(file: File) -> str:
    """The language in the head of a page, or "" when it has none."""
    head = re.match(r"---\n(.*?)\n---\n", file.content_string, re.DOTALL)
    found = re.search(r"^language: *(\S+)", head[1], re.MULTILINE) if head else None
    return found[1] if found else ""


def _welcome(config: MkDocsConfig, language: str) -> str:
    """The welcome in a language that has no page of its own, from its wording file."""
    templates: Templates = config.extra["templates"]
    wording = templates.wordings[language]
    title = wording.say(wording.page.asked_by, organisation=templates.organisation.name)
    return _WELCOME.replace("TITLE", json.dumps(title, ensure_ascii=False)).replace("LANGUAGE", language)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Tell the frame which page welcomes in which language, and which pages stand in the header."""
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    welcomes = [page for page in pages if page.is_homepage or "language" in page.meta]
    config.extra["homes"] = {
        page.meta.get("language", config.extra["first_language"]): page for page in welcomes
    }
    config.extra["in_header"] = [page for page in pages if page.meta.get("header")]
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put a plain word in place of each mark, for Markdown takes a comment out of its sentence.

    A mark that is nearly right is a warning, and so ends a strict build.
    """
    templates: Templates = config.extra["templates"]
    marks, languages = _marks(templates), templates.organisation.languages
    found: list[Markup] = []
    page.meta["marks"] = found

    def word(comment: re.Match[str]) -> str:
        name, _, last = comment[1].rpartition(" ")
        language = page.meta.get("language", languages[0])
        if comment[1] in marks:
            found.append(marks[comment[1]](language))
        elif name in marks and last in languages:
            found.append(marks[name](last))
        else:
            if near := near_match(comment[1], marks):
                said = f"{page.file.src_uri}: “{comment[0]}” is no mark; did you mean “{near}”?"
                _log.warning("%s The languages are: %s.", said, ", ".join(languages))
            return comment[0]
        return f"portalmark{len(found) - 1}portalmark"

    return _COMMENT.sub(word, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """What the marks stand for, in place of their words; a block takes its paragraph's place."""
    for number, shown in enumerate(page.meta["marks"]):
        word = f"portalmark{number}portalmark"
        if shown.startswith("<div"):
            html = html.replace(f"<p>{word}</p>", shown)
        html = html.replace(word, shown)
    return html


def on_page_context(
    context: Mapping[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> Mapping[str, Any]:
    """The frame around the page speaks the page's language, and says so to screen readers."""
    config.theme["language"] = page.meta.get("language", config.extra["first_language"])
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Take away what Material brings along and no page of the portal uses: scripts, and an empty sitemap."""
    out = Path(config.site_dir)
    shutil.rmtree(out / "assets" / "javascripts", ignore_errors=True)
    for useless in (*out.glob("sitemap.xml*"), *out.rglob("*.css.map"), out / "assets/images/favicon.png"):
        useless.unlink(missing_ok=True)


def _marks(templates: Templates) -> dict[str, Callable[[str], Markup]]:
    """Mark to what stands in its place, given the language."""
    us = templates.organisation
    return (
        {
            "surveys": lambda language: _surveys(templates, language),
            "own words": lambda language: _own_words(templates, language),
            "organisation": lambda _: escape(us.name),
            "telephone": lambda _: _telephone(us.telephone),
            "telephone hours": lambda language: escape(_in_language(templates, us.telephone_hours, language)),
            "email": lambda _: _email(us.email),
            "post": lambda _: Markup("<bdi>{}</bdi>").format(
                Markup("<br>").join(us.post.strip().splitlines())
            ),
            "privacy email": lambda _: _email(us.privacy_email),
            "years kept": lambda _: escape(us.years_kept),
        }
        | {
            f"words {name}": lambda language, name=name: _words(templates, name, language)
            for name in (
                "asked_by",
                "why",
                "other_ways_title",
                "other_ways",
                "telephone",
                "email",
                "post",
                "own_words",
            )
        }
        | {"privacy": lambda language: _privacy(templates, language)}
    )


def _words(templates: Templates, name: str, language: str) -> Markup:
    """Words of wording/<language>.yaml, with our name filled in."""
    wording = templates.wordings[language]
    return escape(wording.say(getattr(wording.page, name), organisation=templates.organisation.name))


def _privacy(templates: Templates, language: str) -> Markup:
    """What is kept, in the words that stand on the survey pages."""
    us, wording = templates.organisation, templates.wordings[language]
    years = wording.say(wording.page.years, years=us.years_kept)
    kept = wording.say(wording.page.privacy, organisation=us.name, years=years)
    asks = any(question.apart for q in templates.questionnaires.values() for question in q.questions)
    return escape(f"{kept.strip()} {wording.page.privacy_reach}" if asks else kept)


def _telephone(number: str) -> Markup:
    return Markup('<a dir="ltr" href="tel:{}">{}</a>').format(
        "".join(c for c in number if c in "+0123456789"), number
    )


def _email(address: str) -> Markup:
    return Markup('<a dir="ltr" href="mailto:{0}">{0}</a>').format(address)


def _surveys(templates: Templates, language: str) -> Markup:
    """A card for each segment with its surveys; interviews are not for customers to open."""
    cards = []
    for name, segment in templates.segments.items():
        asked = [_asked(templates, survey, name, language) for survey in segment.surveys]
        links = Markup("").join(
            _SURVEY.format(
                _address(templates, q),
                _mark(templates, q, language),
                q.title,
                _first_sentence(q.introduction),
            )
            for q in asked
            if q.audience == "customers"
        )
        if links:
            cards.append(_CARD.format(name, _in_language(templates, segment.name, language), links))
    return Markup('<div class="cards">\n{}</div>').format(Markup("").join(cards))


def _own_words(templates: Templates, language: str) -> Markup:
    """Links to the survey that asks nothing in particular, by segment."""
    links = [
        Markup('<a href="{}">{}</a>').format(
            _address(templates, _asked(templates, OWN_WORDS, name, language)),
            _in_language(templates, segment.name, language),
        )
        for name, segment in templates.segments.items()
        if OWN_WORDS in segment.surveys
    ]
    return Markup("<br>").join(links)


def _asked(templates: Templates, survey: str, segment: str, language: str) -> Questionnaire:
    """In the language, or in the first one where it is not offered in that."""
    first = templates.organisation.first_language
    asked = templates.questionnaires
    return asked.get((survey, segment, language)) or asked[survey, segment, first]


def _mark(templates: Templates, q: Questionnaire, language: str) -> Markup:
    """The attributes of a link to a survey that is not in the page's language."""
    if q.language == language:
        return Markup("")
    direction = templates.wordings[q.language].direction
    return Markup(' lang="{0}" hreflang="{0}" dir="{1}"').format(q.language, direction)


def _in_language(templates: Templates, words: dict[str, str], language: str) -> str:
    """Words of organisation.yaml or a segment, marked when they are not in the page's language."""
    found, spoken = in_language(words, language, templates.organisation.first_language)
    return found if spoken == language else Foreign(found, spoken, templates.wordings[spoken].direction)


def _address(templates: Templates, q: Questionnaire) -> str:
    return addresses.page(q.survey, q.segment, q.language, templates.organisation.first_language)


def _first_sentence(text: str) -> str:
    return _SENTENCE.split(text.strip(), maxsplit=1)[0]


_WELCOME = """\
---
title: TITLE
language: LANGUAGE
---

<div class="hero" markdown>

# <!-- words asked_by -->

</div>

## <!-- words why --> { #surveys .centre }

<!-- surveys -->

## <!-- words other_ways_title --> { .centre }

<!-- words other_ways -->
{ .centre .sub }

<div class="ways" markdown>

<div markdown>
:material-phone-outline:
### <!-- words telephone -->
<!-- telephone -->

<!-- telephone hours -->
</div>

<div markdown>
:material-email-outline:
### <!-- words email -->
<!-- email -->
</div>

<div markdown>
:material-mailbox-outline:
### <!-- words post -->
<!-- post -->
</div>

<div markdown>
:material-pencil-outline:
### <!-- words own_words -->
<!-- own words -->
</div>

</div>

<div class="plain" markdown>

<!-- privacy -->

</div>
"""
"""The welcome in a language that marketing has written no page for."""

_CARD = Markup(
    '<section class="card" aria-labelledby="for-{0}">\n'
    '<h3 id="for-{0}">{1}</h3>\n<ul>\n{2}</ul>\n</section>\n'
)
_SURVEY = Markup('<li><a href="{}"{}><strong>{}</strong> <span>{}</span></a></li>\n')
_ICON = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="{}" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/>'
    '<path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" '
    'd="M10 14.5l4 4 8-9"/></svg>'
)
