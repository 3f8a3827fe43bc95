"""A logo is judged by what is in the file; a segment has its own in place of everyone's."""

# ruff: noqa: E501 (a table is read by its rows)

import base64

import pytest

from listenwell.survey.logos import MAX_KB, LogoRefused, read_logo

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
SVG = HEAD + '<defs><g id="a"><path d="M0 0h9v9z" fill="#123"/></g></defs><use xlink:href="#a"/></svg>'


def svg(inside):
    return f"{HEAD}{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0 and more", "jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (SVG.encode(), "svg+xml"),
        (svg("<style>.a{fill:url(#b)}</style><rect class='a' fill='url(#b)'/>"), "svg+xml"),
    ],
)
def test_an_image_travels_as_what_it_is_whatever_its_name(tmp_path, data, kind):
    (tmp_path / "logo.exe").write_bytes(data)
    encoded = base64.b64encode(data).decode()
    assert read_logo(tmp_path / "logo.exe") == f"data:image/{kind};base64,{encoded}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (svg("<script>alert(1)</script>"), "the SVG has <script>; shapes, text and colours are all a logo needs"),
        (svg("<foreignObject/>"), "the SVG has <foreignObject>; shapes, text and colours are all a logo needs"),
        (svg('<image href="https://x.example/a.png"/>'), "the SVG has <image>; shapes, text and colours are all a logo needs"),
        (svg('<animate attributeName="href" to="javascript:x"/>'), "the SVG has <animate>; shapes, text and colours are all a logo needs"),
        (svg('<path onload="alert(1)"/>'), "the SVG has a script (“onload”)"),
        (svg('<use xlink:href="https://x.example/a.svg#b"/>'), "the SVG fetches something from elsewhere (“href”)"),
        (svg('<rect fill="url(https://x.example/a)"/>'), "the SVG fetches something from elsewhere (“fill”)"),
        (svg("<style>@import 'https://x.example'</style>"), "the style in the SVG fetches something from elsewhere"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaa">]>' + svg("&a;"), "the SVG brings definitions of its own (<!DOCTYPE, <!ENTITY or <?xml-stylesheet)"),
        (HEAD.encode(), "the SVG is not readable as XML"),
        (b"<html><svg/></html>", "it is neither PNG, JPEG, WebP nor SVG"),
        (b"\xfe\xff", "it is neither PNG, JPEG, WebP nor SVG"),
        (b"MZ\x90", "it is neither PNG, JPEG, WebP nor SVG"),
        (PNG + b"\0" * MAX_KB * 1024, "it has 20 KB, and every page carries it"),
    ],
)  # fmt: skip
def test_what_is_no_harmless_image_is_refused(tmp_path, data, reason):
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(LogoRefused) as refused:
        read_logo(tmp_path / "logo.png")
    assert str(refused.value) == reason


def test_a_segment_has_its_own_colour_logo_and_ways_to_answer(folder, rebuilt):
    folder.write("logos/trade.svg", SVG)
    own = """\
organisation:
  brand_colour: "#4a2a6f"
  telephone: "01632 960 456"
  telephone_hours: {en: Daily, de: Täglich}
  email: trade@example.com
  post: 9 Trade Road
  logo: {image: trade.svg, text: {en: "For <Trade>", de: Für Firmen}}
"""
    folder.write("segments/trade.yaml", "name: {en: Companies, de: Firmen}\nsurveys: [visit]\n" + own)
    folder.replace("translations/visit.de.yaml", "segments:\n  trade:\n    questions:\n", "")
    folder.replace(
        "translations/visit.de.yaml", "      overall: {text: Wie war es für Ihr Unternehmen?}\n", ""
    )
    house = rebuilt()
    trade, home = (house.get(f"/r/visit/{name}").body.decode() for name in ("trade", "home"))
    theirs = (
        "--brand:#4a2a6f",
        "01632 960 456",
        "Daily",
        "trade@example.com",
        "9 Trade Road",
        "data:image/svg+xml",
    )
    assert [mark in trade for mark in theirs] == [True] * 6
    assert [mark in home for mark in theirs] == [False] * 6
    assert 'alt="For &lt;Trade&gt;"' in trade
    assert house.get("/r/visit/trade", language="de").body.decode().count("Täglich") == 1


def test_a_logo_outside_its_folder_is_not_read(folder, capsys):
    from listenwell.cli import main  # noqa: PLC0415 - beside the one claim that calls it

    folder.replace(
        "organisation.yaml",
        "website:",
        "logo: {image: x/../../organisation.yaml, text: {en: U, de: W}}\nwebsite:",
    )
    assert main(["check", "--templates", str(folder.root)]) == 1
    assert (
        "the logo “x/../../organisation.yaml” cannot be used: it is no name of a file;"
        in capsys.readouterr().err
    )
