"""What a PDF says."""

import io

import pypdf


def text_of(data: bytes) -> str:
    """The text of all pages. Where lines break decides where blanks are."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def unbroken(text: str) -> str:
    """The text without blanks, to be compared with."""
    return "".join(text.split())
