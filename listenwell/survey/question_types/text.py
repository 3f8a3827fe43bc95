"""text: the customer's own words, short or long."""

from typing import Annotated, Any, ClassVar

from msgspec import Meta

from listenwell.survey.own_words import check_words
from listenwell.survey.question import Checked, Label, Question

Lines = Annotated[int, Meta(ge=1, le=20, description="a whole number from 1 to 20 (1 makes a single line)")]
Limit = Annotated[int, Meta(ge=1, le=5000, description="a number of characters from 1 to 5000")]


class Text(Question, tag="text", frozen=True, kw_only=True):
    """Kept as Unicode text (NFC, `\\n` line ends) without surrounding blanks or control characters; a text of
    one line has no line breaks. `limit` counts the characters (code points) of that, a line break as one. The
    page has no `maxlength`: browsers count otherwise and cut off what is pasted."""

    lines: Lines = 4
    limit: Limit = 2000

    measure: ClassVar[str] = "comments"
    unanswered: ClassVar[str] = "required"

    @property
    def seconds(self) -> int:  # type: ignore[override]
        """A single line is filled in sooner than a box."""
        return 15 if self.lines == 1 else 40

    def check(self, given: Any) -> Checked:
        return check_words(given, self.id, self.limit, one_line=self.lines == 1)

    def labels(self) -> tuple[Label, ...]:
        return ()
