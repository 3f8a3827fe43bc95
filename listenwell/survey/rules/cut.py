"""cut: did words get lost behind a # sign?"""

from collections.abc import Iterator

from listenwell.survey.lines import Node
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Folder, Hit, Rule


def judge(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    read = {(text.place.file, text.place.line): text for text in folder.texts}
    for comment in folder.comments:
        text = read.get((comment.file, comment.covers))
        if text and comment.cut and comment.ok is None:
            place = Node(None, comment.file, comment.covers)
            shown = text.words if len(text.words) <= 60 else "…" + text.words[-59:]
            whole = (
                f'"{text.words} {comment.words}"' if len(text.words) <= 80 and '"' not in text.words else ""
            )
            yield Hit(
                place, f"customers read “{shown}” only; “{comment.words[:40]}” is taken for a note", whole
            )


RULE = Rule(
    id="cut",
    title="Words cut off at #",
    looks_at="words without quotes that are followed by a space and #",
    reason="what follows such a # is a note to yourself, and customers never see it",
    remedy="If it belongs to the words, put the whole in double quotes; if it is a note, give it a line of "
    "its own.",
    severity="warning",
    level="folder",
    judge=judge,
)
