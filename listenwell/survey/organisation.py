"""Who asks, and which groups of customers are asked: organisation.yaml and segments/."""

from typing import Annotated

import msgspec
from msgspec import Meta, structs

from listenwell.survey.question import Words

LANGUAGE = r"[a-z]{2,3}(-[a-z0-9]{2,8})?"
NAME = r"[a-z][a-z0-9-]{0,39}"

Language = Annotated[str, Meta(pattern=f"^{LANGUAGE}\\Z", description="a language code such as en or pt-br")]
Name = Annotated[
    str,
    Meta(
        pattern=f"^{NAME}\\Z",
        description="a name in small letters, digits and hyphens (in quotes if it is a number)",
    ),
]
ByLanguage = Annotated[
    dict[Language, Words],
    Meta(description="a line for each language, such as “en: ...”", extra={"by_language": True}),
]


def in_language(words: dict[str, str], language: str, first: str) -> tuple[str, str]:
    """The words in a language, or in the first one where they lack it; and the language they are in."""
    return (words[language], language) if language in words else (words[first], first)


Colour = Annotated[
    str, Meta(pattern=r"^#[0-9a-fA-F]{6}\Z", description='a colour such as "#0b5c7a", in quotes')
]
Address = Annotated[str, Meta(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+\Z", description="an e-mail address")]
Link = Annotated[
    str,
    Meta(
        pattern=r"^https://([^\s<>\"/?#@:\[\]]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?([/?#][^\s<>\"]*)?\Z",
        description="a web address that begins with https://",
    ),
]
TimeZone = Annotated[str, Meta(description="a time zone such as Europe/London")]
Years = Annotated[int, Meta(ge=1, le=30, description="a number of years from 1 to 30")]

Population = Annotated[int, Meta(ge=0, le=10**12, description="a number of customers")]

OWN_WORDS = "your-own-words"
"""The survey that every other page offers as another way to answer, where the segment has it."""


class Logo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In place of the name at the top. Written is the name of a file in logos/; once read, `image` is the
    picture itself as a data address."""

    image: Annotated[str, Meta(pattern=r"^\w", description="the name of a file in logos/")]
    text: ByLanguage


class Organisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who asks, in which languages, and the other ways to answer. The first language is the one surveys are
    written in."""

    name: Words
    website: Link
    languages: tuple[Language, ...]
    brand_colour: Colour = "#0b5c7a"
    telephone: Words
    telephone_hours: ByLanguage
    email: Address
    post: Words
    privacy_email: Address
    years_kept: Years = 3
    time_zone: TimeZone = "UTC"
    logo: Logo | None = None

    @property
    def first_language(self) -> str:
        """The language that surveys are written in."""
        return self.languages[0]


class Own(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a segment's pages have in place of organisation.yaml: colour, logo, ways to answer."""

    brand_colour: Colour | None = None
    logo: Logo | None = None
    telephone: Words | None = None
    telephone_hours: ByLanguage | None = None
    email: Address | None = None
    post: Words | None = None


class Segment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A customer segment: its name, the surveys it is asked, in the order they are offered, and how many
    customers it has (0: not known); with a population for every segment, summaries weight by it."""

    name: ByLanguage
    surveys: tuple[Name, ...]
    population: Population = 0
    organisation: Own | None = None

    def over(self, organisation: Organisation) -> Organisation:
        """The organisation as this segment meets it."""
        if self.organisation is None:
            return organisation
        return structs.replace(
            organisation, **{k: v for k, v in structs.asdict(self.organisation).items() if v is not None}
        )
