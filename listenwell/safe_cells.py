"""Text in files that spreadsheets open: it must not be run as a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.

    Source: OWASP, "CSV Injection" (the full-width signs too).
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value


def bare(cell: str) -> str:
    """The text of a cell that `safe` made; the apostrophe goes only where it kept a formula away."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" ").startswith(_FORMULA) else cell
