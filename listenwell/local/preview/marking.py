"""A page as it is built -> the same page with the preview's bar, findings and script, and leave to run them.

Nothing of the page is taken away or moved: what is put in stands between MARK and END, and two hashes and
`connect-src` join its Content-Security-Policy.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path

import msgspec
from jinja2 import Environment, Template
from markupsafe import escape

from listenwell.local.preview.findings import Placed
from listenwell.pages.templating import environment
from listenwell.survey.problems import Problem
from listenwell.survey.questionnaire import Questionnaire

MARK, END = "<!--preview-->", "<!--/preview-->"

_HERE = Path(__file__).parent
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_BODY = re.compile(r"<body[^>]*>")


class Spotted(msgspec.Struct, frozen=True, kw_only=True):
    """A finding, the form fields of its question, and whether it stands before them rather than in it."""

    problem: Problem
    fields: tuple[str, ...] = ()
    before: bool = False


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """What the bar of a page says: mistakes first, then findings; `states` is name to address."""

    address: str
    sent: bool = False
    """Whether the page answers a form, so that loading it again would send the form again."""
    errors: Sequence[Problem] = ()
    trouble: str = ""
    findings: Sequence[Spotted] = ()
    state: str = ""
    states: dict[str, tuple[str, str]] = {}


def marked(page: str, bar: Bar, now: str) -> str:
    """The page with its bar; `now` is the state that it was made in."""
    style, script = file("preview.css"), file("preview.js")
    shown = template("bar.html").render(bar=bar)
    page = _POLICY.sub(
        lambda found: f"{found[1]}{escape(allowing(unescape(found[2]), style, script))}{found[3]}", page
    )
    top = f"{MARK}<style>{style}</style>{shown}{END}"
    end = f"{MARK}<script>{script}</script>{END}"
    body = _BODY.search(page)
    at = body.end() if body else len(page)
    page = page[:at] + top + page[at:]
    at = page.rfind("</body>") if "</body>" in page[at:] else len(page)
    page = page[:at] + end + page[at:]
    return page.replace('data-hash=""', f'data-hash="{_digest(page)}" data-state="{now}"', 1)


def hash_of(page: str) -> str:
    """What tells whether a marked page looks different from another."""
    found = re.search(r'data-hash="([^"]*)"', page)
    return found[1] if found else _digest(page)


def allowing(policy: str, style: str, script: str) -> str:
    """The policy, which also allows this stylesheet, this script and what it asks of us."""
    for name, source in (
        ("style-src", hash_source(style)),
        ("script-src", hash_source(script)),
        ("connect-src", "'self'"),
    ):
        given = re.search(rf"(?:^|;)\s*{name} ([^;]*)", policy)
        if given is None:
            policy += f"; {name} {source}"
        elif "'unsafe-inline'" not in given[1] and source not in given[1]:
            policy = f"{policy[: given.end()]} {source}{policy[given.end() :]}"
    return policy


def spotted(placed: Sequence[Placed], asked: Questionnaire) -> list[Spotted]:
    """Where on the page each finding stands; words between questions have no field: before the next one's."""
    ids = [question.id for question in asked.questions]
    found = []
    for problem, name in placed:
        fields: tuple[str, ...] = ()
        before = False
        for question in asked.questions[ids.index(name) :] if name in ids else ():
            fields, before = question.fields(), question.id != name
            if fields:
                break
        found.append(Spotted(problem=problem, fields=fields, before=before))
    return found


@cache
def file(name: str) -> str:
    """A file of the preview's own."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return environment({name: file(name) for name in ("bar.html", "desk.html", "problem.html")})


def template(name: str) -> Template:
    """One of the preview's own page templates."""
    return _environment().get_template(name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def hash_source(text: str) -> str:
    """A stylesheet or script as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
