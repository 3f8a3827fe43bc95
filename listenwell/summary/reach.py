"""Where it was asked: how many could answer, were invited and did, by segment and by channel."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from listenwell.stats.response_rate import response_rate
from listenwell.summary.asked import Asked, within
from listenwell.summary.guarding.calendar import Calendar
from listenwell.summary.invitations import Invitations
from listenwell.summary.model import Reach
from listenwell.summary.period import Period

_TOO_MANY = "no response rate: more answered than were invited, so the link was passed on"
_HIDDEN = "hidden: fewer than five answered, or it would give few away"


def reach_of(
    asked: Asked,
    period: Period,
    segments: Mapping[str, str],
    population: Mapping[str, int],
    invitations: Invitations,
    channels: Callable[[str], str] = str,
) -> tuple[Reach, ...]:
    """All together, then each segment that is asked or has answered, then each channel that was used."""
    answered = {"segment": Counter(), "channel": Counter()}
    days = {"segment": defaultdict(Counter), "channel": defaultdict(Counter)}
    inside = within(period)
    for cell, n in asked.responses:
        days["segment"][cell.day][cell.segment] += n
        days["channel"][cell.day][cell.channel] += n
        if inside(cell):
            answered["segment"][cell.segment] += n
            answered["channel"][cell.channel] += n
    total = answered["segment"].total()
    rows = [_reach("all", "", "", total, False, sum(population.values()), invitations.of())]
    for kind, names in (
        ("segment", dict.fromkeys([*asked.segments, *sorted(answered["segment"])])),
        ("channel", sorted({*answered["channel"], *(r.channel for r in invitations.rows if r.channel)})),
    ):
        counts = {name: answered[kind][name] for name in names}
        hidden = Calendar(days[kind], counted=True).hidden(period)
        for name in names:
            words = segments.get(name, name) if kind == "segment" else channels(name)
            people = population.get(name, 0) if kind == "segment" else 0
            said = invitations.of(**{kind: name})
            rows.append(_reach(kind, name, words, counts[name], name in hidden, people, said))
    return tuple(rows)


def _reach(
    kind: str,
    name: str,
    words: str,
    answered: int,
    hidden: bool,
    population: int,
    said: tuple[int, int | None] | None,
) -> Reach:
    invited, bounced = said or (None, None)
    try:
        rate = response_rate(answered, invited, bounced)
        value, method, source = rate.value, rate.method, rate.source
    except ValueError:
        value, method, source = None, _TOO_MANY, ""
    if hidden:
        value, method, source = None, _HIDDEN, ""
    return Reach(
        kind=kind,  # type: ignore[arg-type]
        name=name,
        words=words,
        answered=None if hidden else answered,
        hidden=hidden,
        population=population or None,
        invited=invited,
        bounced=bounced,
        reached=None if invited is None else invited - (bounced or 0),
        rate=value,
        method=method,
        source=source,
    )
