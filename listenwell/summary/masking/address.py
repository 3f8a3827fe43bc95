"""Where does somebody live? House number and street, postcode and town."""

import re
from collections.abc import Iterator

from listenwell.summary.masking.rule import Rule, Span, word_set

_CAP = r"[A-ZÄÖÜÉÁÍÓÚŁŚŻŹ][\w'’.-]{0,24}"
_STREETS = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Ct|Crescent|Cres|Gardens|Gdns|Terrace|Place|Pl"
    r"|Square|Sq|Way|Grove|Hill|Row|Mews|Boulevard|Blvd|Walk|Parade|Rise|Green)"
)
_ENDS = r"(?:straße|strasse|str\.|weg|platz|gasse|allee|ufer|damm|chaussee|steig|stieg|ring|hof|markt)"
_PATTERNS = (
    re.compile(
        rf"(?<![\w.,])(?:(?:Flat|Apartment|Apt|Unit)\.? \w{{1,4}},?"
        rf" )?\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}})?,? "
        rf"(?:{_CAP} ){{1,4}}{_STREETS}(?!\w)"
    ),
    re.compile(r"(?<!\w)\d{1,4}[a-z]? (?:[a-z]{3,15} ){1,2}(?:street|road|avenue|crescent|terrace)(?!\w)"),
    re.compile(rf"(?<!\w)[A-ZÄÖÜ][\w.-]{{0,30}}(?<=[\w.-]){_ENDS} ?\d{{1,4}} ?[a-z]?(?!\w)"),
    re.compile(
        rf"(?<!\w)(?:{_CAP}[ -]){{1,3}}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Ufer|Damm)"
        rf" ?\d{{1,4}} ?[a-z]?(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?:Am|Im|An der|Auf der|Auf dem|In der|Zum|Zur|Unter den) {_CAP} \d{{1,3}}"
        rf" ?[a-z]?(?=[,.;\n]|\Z)"
    ),
    re.compile(
        r"(?<!\w)\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|allée"
        r"|impasse|quai|route)"
        rf" (?:(?:de|du|des|la|le|les|l['’]|d['’]) ?){{0,2}}{_CAP}(?: {_CAP}){{0,3}}"
    ),
    re.compile(
        r"(?<!\w)(?:Calle|calle|C/|Avda\.?|Avenida|avenida|Plaza|Paseo|Camino|ul\.|al\.|os\.) ?"
        rf"(?:(?:de|del|la|las|los) ){{0,2}}{_CAP}(?: {_CAP}){{0,3}},?(?: n[º°]\.?| núm\.)?"
        rf" ?\d{{1,4}}[a-z]?(?!\w)"
    ),
)
_UK = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT"
    " DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N "
    "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF "
    "TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODES = (
    re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(_UK.split(), key=len, reverse=True))})\d[A-Z\d]?"
        rf" ?\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)",
        re.I,
    ),
    re.compile(rf"(?<!\w)(?:{_CAP},? ){{1,2}}[A-Z]{{2}} \d{{5}}(?:-\d{{4}})?(?!\w)"),  # US
    re.compile(r"(?<!\w)\d{2}-\d{3} [A-ZŁŚŻŹĆ][a-ząćęłńóśźż]{2,24}"),  # Poland
)
_TOWN = re.compile(rf"(?<![\w.,+])(?:[DF]-)?(\d{{5}}),? ({_CAP})(?: (?:am|an der|im|sur|de) {_CAP})?")
_CUED = re.compile(
    r"(?<!\w)(?:post ?code|zip(?: code)?|plz|postleitzahl|code postal|código postal|kod pocztowy)"
    r"(?:\s?:\s?|\s(?:is|ist|est|es)\s|\s)([A-Z\d][A-Z\d -]{3,7}[A-Z\d])(?!\w)",
    re.I,
)
_ROADS = re.compile(
    r"(?:der|die|das|dem|den|ein|eine|kein|jeder|dieser|nächster) |(?:bundes|land|staats|kreis)straße", re.I
)
"""Not where somebody lives: "der Weg 2", "Bundesstraße 7"."""
_COUNTED = word_set(
    """
    Euro Euros EUR Kilometer Meter Menschen Kunden Mitarbeiter Mitarbeitende Stück Schritte Einwohner
    Mal Leute Dollar Pfund Franken Liter Tonnen Stunden Tage Seiten Besucher Teile Artikel Personen
    People Customers I The We It They Punkte Points KM Kunde
    """
)


def _addresses(text: str) -> Iterator[Span]:
    for pattern in (*_PATTERNS, *_POSTCODES):
        for found in pattern.finditer(text):
            if not _ROADS.match(found.group()):
                yield found.span()
    for found in _TOWN.finditer(text):
        if found.group(2).strip(".") not in _COUNTED and not found.group(1).endswith("000"):
            yield found.start(), found.start() + len(found.group().rstrip(".'’-"))
    for found in _CUED.finditer(text):
        if any(c.isdigit() for c in found.group(1)):
            yield found.span(1)


ADDRESS = Rule(
    "address",
    "A house number with its street, or a postcode with its town, is where somebody lives.",
    _addresses,
    (
        "I live at {12 Station Road}, near you",
        "{Flat 3, 14a St James Street}",
        "send to {NE1 4LP}",
        "wohne {Hauptstraße 12a}, {80331 München}",
        "{Berliner Str. 7}",
        "{Am Markt 3}, danke",
        "{12 rue de la Paix}, {75002 Paris}",
        "{Calle Mayor 5}, {28013 Madrid}",
        "{ul. Długa 7}, {00-238 Warszawa}",
        "{Springfield, IL 62704}",
        "postcode {ne1 4lp}",
    ),
    (
        "room 101 on Station Road",
        "10000 Euro und 15500 Kunden",
        "Platform 9",
        "the 2 main roads",
        "24 Hours a day",
        "12 Very Good People",
        "Ward 15 Cramlington",
        "Platz 3 von 10",
    ),
)
