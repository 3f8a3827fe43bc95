"""How many answered, who did not, and where too few did."""

from collections.abc import Iterable

from listenwell.summary.findings.known import Known, Number, Said, text


def nobody(known: Known) -> Iterable[Said]:
    """Silence."""
    if not known.responses:
        yield Said("nobody")


def responses(known: Known) -> Iterable[Said]:
    """How many responses there are."""
    yield Said("responses", {"responses": Number(known.responses, "count", "responses")})


def silent(known: Known) -> Iterable[Said]:
    """Segments from which nobody answered."""
    names = [r.words for r in known.reach if r.kind == "segment" and r.answered == 0]
    if names:
        yield Said("not_heard", {"segments": text(", ".join(names))})


def small(known: Known) -> Iterable[Said]:
    """Segments that answered, and of which no figure can be shown."""
    shown, hidden = set(), set()
    for question in known.questions:
        for item in question.items:
            for figure in item.figures:
                (hidden if figure.hidden else shown if figure.value is not None else set()).add(
                    figure.segment
                )
    names = [words for name, words in known.segments.items() if name in hidden - shown]
    if names:
        yield Said("small", {"segments": text(", ".join(names))})
