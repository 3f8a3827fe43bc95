"""A part out of a frame is the part that its template renders, whatever the template does with the words."""

import msgspec
import pytest

from listenwell.pages.foreign import Foreign
from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer
from listenwell.pages.shapes import FILTERS, Shapes, with_words, words_apart
from listenwell.pages.templating import environment
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.question_types import QUESTION_TYPES

MANY = (
    "How was it?",
    "Two lines\nand <b>signs</b> & “more”",
    "Long " * 200,
    Foreign("Wie war's?", "de", "ltr"),
    "One paragraph\n\nand another",
    "how was it?",
)
PRINTED = (
    "<p>{{ words }}</p>",
    "{% if words %}<p title='{{ words | plain }}'>{{ words | lines }}</p>{% else %}none{% endif %}",
    "{% set said = words %}<div>{{ said | paragraphs }}</div>{{ words }}",
    "{% macro heading(text) %}<b>{{ text }}</b>{% endmacro %}{{ heading(heading(words)) }}",
)
LOOKED_INTO = (
    "{{ '<' ~ words ~ '>' }}{{ [words, words] | join(' ') }}",
    "{{ words | upper }}",
    "{{ words | length }}",
    "{{ words | tojson }}",
    "{{ words | plain | trim }}",
    "{{ words[:4] }}",
    "{{ words.split() | join('-') }}",
    "{{ words in ['How was it?'] }}",
    "{{ words == 'How was it?' }}",
    "{{ '?' in words }}",
    "{{ words is string }}",
    "{{ words | replace('?', '!') }}",
    "{{ '%s' | format(words) }}",
    "{{ {words: 1} | length }}",
    "{% for sign in words %}{{ sign }}.{% endfor %}",
    "{% macro heading(text) %}<b>{{ text }}</b>{% endmacro %}{{ heading(words) | length }}",
    "{% macro heading(text) %}<b>{{ text }}</b>{% endmacro %}{{ heading(words) | truncate(20) }}",
    "{% macro heading(h) %}{{ h }}{% endmacro %}{{ 'long' if heading(words) | length > 40 }}{{ words }}",
    "{% macro heading(text) %}{{ text }}{% endmacro %}{{ 'ask' if '?' in heading(words) }}{{ words }}",
    "{% macro heading(text) %}{{ text }}{% endmacro %}{{ heading(words) | upper }}",
)


def both(text):
    """The part of each of MANY, rendered by itself and as a build makes it; and the frames of that build."""
    jinja = environment({"part.html": text})
    jinja.filters.update(FILTERS)
    shapes = Shapes()

    def render(words):
        return jinja.get_template("part.html").render(words=words[0])

    each = [[words] for words in (*MANY, "", *MANY, "", "")]
    made = [shapes.made("part", words, lambda words=words: render(words), render) for words in each]
    return [render(words) for words in each], made, shapes.frames


@pytest.mark.parametrize("text", PRINTED)
def test_words_that_are_only_printed_are_filled_into_a_frame(text):
    alone, made, frames = both(text)
    assert made == alone
    assert frames == 2, "with words and without"


@pytest.mark.parametrize("text", LOOKED_INTO)
def test_words_that_a_template_looks_into_are_rendered_each_by_itself(text):
    alone, made, _ = both(text)
    assert made == alone


def test_a_part_is_rendered_anew_until_its_frame_is_known():
    shapes, rendered = Shapes(), []

    def made(words, key="a"):
        def render(holes):
            rendered.append(words)
            return f"<{holes[0].__html__() if hasattr(holes[0], '__html__') else holes[0]}>"

        return shapes.made(key, [words], lambda: render([words]), render)

    assert [made("x"), made("y"), made("z"), made("&")] == ["<x>", "<y>", "<z>", "<&amp;>"]
    assert rendered == ["x", "y", "y", "y"], "once for each page, twice more for the frame, then never"
    assert made("x", key=["no", "key"]) == "<x>"


def test_a_question_is_its_words_and_the_rest():
    for name, row in QUESTION_TYPES.items():
        key, words = words_apart(row.example)
        assert with_words(row.example, words) == row.example, name
        other = with_words(row.example, [each and f"{each}!" for each in words])
        assert words_apart(other) == (key, [each and f"{each}!" for each in words]), name
        assert other != row.example, name


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_pages_of_a_build_are_the_handlers_pages_for_every_type(built, name):
    release = Release(FileDocuments(built / "release"))
    row = release.index().find("visit", "home", "en")
    asked = release.questionnaire(row.survey, row.version)
    shapes = Shapes()
    handler = Renderer(release.index(), release.templates())
    build = Renderer(release.index(), release.templates(), shapes=shapes)
    for turn in ("", " again", " <3 & more", "\nOn two lines"):
        example = QUESTION_TYPES[name].example
        question = with_words(example, [each and each + turn for each in words_apart(example).words])
        page = msgspec.structs.replace(asked, title=f"Title{turn}", questions=(question,))
        assert build.within(release.index()).survey_page(page) == handler.survey_page(page)
    assert shapes.frames == 2, "the question's and the page's"
