"""One survey, written once: a segment's changes and a translation laid over it, each line with its file."""

from listenwell.survey.lines import Node

Path = tuple[str, ...]


def overlay(base: Node, changes: Node) -> Node:
    """`base` with `changes` over it: blocks are joined name by name, other values replaced; an empty value
    takes the name away; new names come last."""
    if not isinstance(base.value, dict) or not isinstance(changes.value, dict):
        return changes
    merged = dict(base.value)
    for key, change in changes.value.items():
        if change.value is None:
            merged.pop(key, None)
        else:
            merged[key] = overlay(merged[key], change) if key in merged else change
    return Node(merged, base.file, base.line)


def translate(base: Node, words: Node) -> Node:
    """`base` with its words replaced by those of `words`; what `base` does not have is not brought in."""
    if isinstance(base.value, dict) and isinstance(words.value, dict):
        return Node(
            {k: translate(n, words.value[k]) if k in words.value else n for k, n in base.value.items()},
            base.file,
            base.line,
        )
    return words if isinstance(words.value, str) and isinstance(base.value, str) else base


def leaves(node: Node, path: Path = ()) -> list[tuple[Path, Node]]:
    """Every value that is no block, with its path."""
    found: list[tuple[Path, Node]] = []
    _gather(node, path, found)
    return found


def _gather(node: Node, path: Path, found: list[tuple[Path, Node]]) -> None:
    value = node.value
    if not isinstance(value, dict):
        found.append((path, node))
        return
    for key, child in value.items():
        if isinstance(child.value, dict):
            _gather(child, (*path, key), found)
        else:
            found.append(((*path, key), child))


def at(node: Node, path: Path) -> Node | None:
    """The node at `path`, or None."""
    for key in path:
        if key not in node.mapping:
            return None
        node = node.mapping[key]
    return node


def nearest(node: Node, path: Path) -> Node:
    """The node at `path`, or the last block on the way that is there."""
    while (found := at(node, path)) is None:
        path = path[:-1]
    return found


def without(node: Node, *keys: str) -> Node:
    """The block without some of its names."""
    return Node({k: n for k, n in node.mapping.items() if k not in keys}, node.file, node.line)
