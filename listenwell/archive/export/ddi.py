"""<survey>.codebook.xml: what each column means, for archives and statistics programs.

Source: DDI Alliance, DDI Codebook 2.5 (ddi:codebook:2_5); elements stand in the order of its schema.
"""

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from listenwell.archive.export.columns import Asked, Column

NAMESPACE = "ddi:codebook:2_5"

# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(
    title: str, survey: str, file: str, columns: tuple[Column, ...], cases: int, written: datetime
) -> bytes:
    """The codebook of one table with `cases` rows in `file`."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", "ID": _id("codebook", survey)})
    for part in ("docDscr", "stdyDscr"):
        citation = SubElement(SubElement(root, part), "citation")
        titles = SubElement(citation, "titlStmt")
        _text(titles, "titl", f"{title} – codebook" if part == "docDscr" else title)
        _text(titles, "IDNo", survey)
        if part == "docDscr":
            day = written.date().isoformat()
            _text(SubElement(citation, "prodStmt"), "prodDate", day, date=day)
    described = SubElement(SubElement(root, "fileDscr", {"ID": "F1"}), "fileTxt")
    _text(described, "fileName", file)
    size = SubElement(described, "dimensns")
    _text(size, "caseQnty", str(cases))
    _text(size, "varQnty", str(len(columns)))
    data = SubElement(root, "dataDscr")
    for column in columns:
        _variable(data, column)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def _variable(data: Element, column: Column) -> None:
    discrete = any(one.categories for one in column.asked)
    attributes = {"ID": _id("V", column.name), "name": column.name, "files": "F1"}
    variable = SubElement(data, "var", {**attributes, "intrvl": "discrete" if discrete else "contin"})
    _text(variable, "labl", column.label)
    for one in column.asked:
        _question(variable, column, one)
    _range(variable, column)
    for value, words in dict(pair for one in column.asked for pair in one.categories).items():
        category = SubElement(variable, "catgry")
        _text(category, "catValu", value)
        _text(category, "labl", words)
    SubElement(variable, "varFormat", {"type": "character" if column.kind == "text" else "numeric"})
    for one in column.asked:
        _text(
            variable,
            "notes",
            f"version {one.version}: segment {one.segment}, language {one.language}, type {one.type}",
        )


def _question(variable: Element, column: Column, one: Asked) -> None:
    question = SubElement(variable, "qstn", {"ID": _id("Q", column.name, one.version)})
    _text(question, "qstnLit", one.text)
    if one.interviewer:
        _text(question, "ivuInstr", one.interviewer)


def _range(variable: Element, column: Column) -> None:
    values = {int(value) for one in column.asked for value, _ in one.categories if value.isdigit()}
    if column.kind == "integer" and values:
        limits = {"UNITS": "INT", "min": str(min(values)), "max": str(max(values))}
        SubElement(SubElement(variable, "valrng"), "range", limits)


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = _NOT_XML.sub("\ufffd", text)


def _id(*parts: str) -> str:
    """A name that XML takes for an id."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", "_".join(parts))
