"""Words to HTML, and stylesheet and script made smaller: what page templates do with text."""

import re

from markupsafe import Markup, escape

from listenwell.pages.foreign import Foreign


def smaller(css: str) -> str:
    """The stylesheet without comments and blanks that mean nothing; it has no strings or selectors they
    matter in."""
    css = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return re.sub(r" ?([{};,>]) ?", r"\1", css).replace(": ", ":").replace(";}", "}").strip()


def shorter(script: str) -> str:
    """The script without its comments, indents and empty lines; no text in it runs over lines."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def paragraphs(text: str) -> Markup:
    """Words as paragraphs: an empty line begins a new one."""
    mark = text.mark if isinstance(text, Foreign) else Markup("")
    parts = str(text).strip().split("\n\n")
    return Markup("").join(Markup("<p{}>{}</p>").format(mark, _broken(part)) for part in parts)


def lines(text: str) -> Markup:
    """Words with a break at the end of each line."""
    if isinstance(text, Foreign):
        return Markup("<span{}>{}</span>").format(text.mark, _broken(str(text)))
    return _broken(text)


def _broken(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.strip().splitlines())


def plain(text: str) -> str:
    """Words for a place where no element can stand: an attribute, a title."""
    return str(text)
