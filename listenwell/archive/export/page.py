"""<survey>.codebook.html: the codebook to read."""

from collections.abc import Iterator
from html import escape

from listenwell.archive.export.columns import Asked, Column

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – codebook</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ border-top: 1px solid; padding-top: 1rem; }}
code {{ overflow-wrap: anywhere; }}
th, td {{ text-align: left; vertical-align: top; padding: 0 1rem 0 0; }}
</style>
</head>
<body>
<h1>{title} – codebook</h1>
<p>{cases} responses in <code>{file}</code>: one row a response, superseded and withdrawn ones left out.
An empty cell was not answered, or not asked in that version.</p>
"""


def write(title: str, file: str, columns: tuple[Column, ...], cases: int) -> bytes:
    """One page, with nothing loaded from elsewhere."""
    head = _HEAD.format(title=escape(title), file=escape(file), cases=f"{cases:,}")
    return "\n".join([head, *(line for c in columns for line in _column(c)), "</body>\n</html>\n"]).encode(
        errors="replace"
    )


def _column(column: Column) -> Iterator[str]:
    yield f"<h2><code>{escape(column.name)}</code></h2>"
    yield f"<p>{escape(column.label)} ({'whole number' if column.kind == 'integer' else 'text'})</p>"
    for one in column.asked:
        yield from _asked(one)


def _asked(one: Asked) -> Iterator[str]:
    where = f"{one.segment}, {one.language}, {one.type}"
    yield f"<h3>Version <code>{escape(one.version)}</code> ({escape(where)})</h3>"
    yield f"<p>{escape(one.text)}</p>"
    if one.interviewer:
        yield f"<p>Interviewer: {escape(one.interviewer)}</p>"
    if one.categories:
        yield "<table><thead><tr><th>Value</th><th>Words</th></tr></thead><tbody>"
        for value, words in one.categories:
            yield f"<tr><td>{escape(value)}</td><td>{escape(words)}</td></tr>"
        yield "</tbody></table>"
