"""Does the computed agree with the expected, field by field, within an absolute tolerance?"""

from collections.abc import Mapping, Sequence

Tolerance = float | Mapping[str, float]


def disagreements(
    expected: Mapping[str, object], computed: Mapping[str, object], tolerance: Tolerance
) -> list[str]:
    """One sentence per disagreement; an empty list when all agree.

    Every expected field must be computed. A single expected number against a list (one limit for all
    periods) must agree with each of its places. A field without its own tolerance must be equal to
    within 1e-9.

    >>> disagreements({"lower": 0.5}, {"lower": 0.25}, 0.1)
    ['lower: expected 0.5, computed 0.25, off by 0.25, allowed 0.1']
    """
    found: list[str] = []
    for field, wanted in expected.items():
        if field not in computed:
            found.append(f"{field}: not computed; computed are {', '.join(computed)}")
            continue
        allowed = tolerance.get(field, 1e-9) if isinstance(tolerance, Mapping) else tolerance
        found += _compare(field, wanted, computed[field], allowed)
    return found


def _compare(field: str, wanted: object, got: object, allowed: float) -> list[str]:
    if isinstance(wanted, Mapping) and isinstance(got, Mapping):
        return _compare_mappings(field, wanted, got, allowed)
    if isinstance(got, list | tuple):
        return _compare_places(field, wanted, got, allowed)
    if _is_number(wanted) and _is_number(got):
        off = abs(wanted - got)  # type: ignore[operator]
        # "Not within" rather than "beyond", so that a NaN never agrees.
        agrees, how = off <= allowed, f", off by {off:.6g}, allowed {allowed:g}"
    else:
        agrees, how = type(wanted) is type(got) and wanted == got, ""
    return [] if agrees else [f"{field}: expected {wanted!r}, computed {got!r}{how}"]


def _compare_mappings(field: str, wanted: Mapping, got: Mapping, allowed: float) -> list[str]:
    if set(wanted) != {str(key) for key in got}:
        return [f"{field}: expected the keys {list(wanted)}, computed {list(got)}"]
    return [
        problem
        for key, value in got.items()
        for problem in _compare(f"{field} of {key}", wanted[str(key)], value, allowed)
    ]


def _compare_places(field: str, wanted: object, got: Sequence, allowed: float) -> list[str]:
    places = wanted if isinstance(wanted, list) else [wanted] * max(1, len(got))
    if len(places) != len(got):
        return [f"{field}: expected {len(places)} places, computed {len(got)}: {list(got)}"]
    return [
        problem
        for place, (one, other) in enumerate(zip(places, got, strict=True), 1)
        for problem in _compare(f"{field} {place}", one, other, allowed)
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
