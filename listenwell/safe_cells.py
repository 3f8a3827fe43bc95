"""Text in files that spreadsheets open: it must not be run as a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.

    Source: OWASP, "CSV Injection" (the full-width signs too).
    """
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet that is handed the bare text would run it, or might."""
    return text.lstrip(" ").startswith(_FORMULA)


def bare(cell: str) -> str:
    """The text of a cell that `safe` made; the apostrophe goes only where it kept a formula away."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell[1:]) else cell
