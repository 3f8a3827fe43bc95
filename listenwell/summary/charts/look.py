"""Which colours and sizes has a chart? Colours that differ in grey print and to colour-blind readers."""

WIDTH = 440
"""Of every picture, in its own units: on a phone of 390 px a letter is still 10 px high."""
SIZE = 12
SMALL = 11
LINE = 15
"""From one line of words to the next."""

INK = "#16191d"
SOFT = "#4d5660"
GRID = "#dfe4e8"
PALE = "#9cc7da"
BLUE = "#0b5c7a"
SIGNAL = "#a3400f"
BREAK = "#6b4a8a"
VOID = "#eef1f4"
BEHIND = "#b3bcc5"

NEGATIVE = ("#b35806", "#f1a340")
"""From the worst on; orange and blue stay apart in every common kind of colour blindness."""
NEUTRAL = "#e8e8e8"
POSITIVE = ("#88aede", "#28527a")
"""Up to the best."""


def steps(count: int, colours: tuple[str, str]) -> list[str]:
    """`count` colours from the first to the second; one alone is the stronger, which is the darker."""
    first, last = colours
    if count == 1:
        return [min(colours, key=_light)]
    mixed = []
    for step in range(count):
        part = step / (count - 1) if count > 1 else 0
        pairs = zip(_channels(first), _channels(last), strict=True)
        mixed.append("#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs))
    return mixed


def scale(negative: int, neutral: int, positive: int) -> list[str]:
    """The colours of a scale from its worst to its best point."""
    return [*steps(negative, NEGATIVE), *[NEUTRAL] * neutral, *steps(positive, POSITIVE)]


def words_on(colour: str) -> str:
    """The colour of words on this one: white where it is dark, else black."""
    return "#ffffff" if _light(colour) < 0.45 else "#000000"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _light(colour: str) -> float:
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
