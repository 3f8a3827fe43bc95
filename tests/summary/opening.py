"""What a document holds, packed or not."""

import io
from xml.etree import ElementTree
from zipfile import ZipFile, is_zipfile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(data):
    """The files in a packed document by their names."""
    with ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def contents(data):
    """The bytes of a document, unpacked."""
    return b"\n".join(parts(data).values()) if is_zipfile(io.BytesIO(data)) else data


def text_of(data):
    """The text of a document; of a workbook that of its cells."""
    if not is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8-sig")
    shared = ElementTree.fromstring(parts(data)["xl/sharedStrings.xml"])  # noqa: S314 - our own
    return "\n".join("".join(cell.itertext()) for cell in shared.iter(f"{SHEET}si"))
