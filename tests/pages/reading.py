"""A page as a browser without script reads it: its elements, its form, and what it would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from listenwell.pages.filters import shorter

SCRIPT = Path(__file__).parents[2] / "survey_templates" / "pages" / "script.js"
OURS = shorter(SCRIPT.read_text(encoding="utf-8"))
VOID = frozenset(("meta", "input", "br", "link", "img", "hr"))


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    above: "Element | None"
    text: str = ""
    """All the words in it."""

    def inside(self, tag: str) -> "Element | None":
        """The nearest element of that name around it."""
        at = self.above
        while at is not None and at.tag != tag:
            at = at.above
        return at


@dataclass
class Page(HTMLParser):
    """Reads at once; raises when tags do not close as they should."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()
        assert not self._open, f"never closed: {[e.tag for e in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}"
        given = {name: value or "" for name, value in attrs}
        element = Element(tag, given, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()]

    def one(self, tag: str, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def strange_scripts(self) -> list[Element]:
        """Scripts that are not the one that ships, as it ships."""
        return [e for e in self.all("script") if (e.text, e.attributes) != (OURS, {})]

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def names(self) -> set[str]:
        """Names of the form's fields."""
        return {
            e.attributes["name"]
            for e in self.elements
            if e.tag in ("input", "textarea", "select")
            if "name" in e.attributes
        }

    def form(self) -> dict[str, list[str]]:
        """What the button would send."""
        sent: dict[str, list[str]] = {}
        for e in self.elements:
            name, kind = e.attributes.get("name"), e.attributes.get("type")
            if e.tag == "textarea" and name:
                sent.setdefault(name, []).append(e.text.removeprefix("\n"))
            elif e.tag == "select" and name:
                listed = [each for each in self.elements if each.tag == "option" and each.above is e]
                chosen = [each for each in listed if "selected" in each.attributes] or listed
                sent.setdefault(name, []).append(chosen[0].attributes.get("value", chosen[0].text))
            elif (
                e.tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in e.attributes)
            ):
                sent.setdefault(name, []).append(e.attributes.get("value", ""))
        return sent
