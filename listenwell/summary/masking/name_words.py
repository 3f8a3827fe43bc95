"""Which words stand before a name, and which are none: the lists of names.py."""

import re

from listenwell.summary.masking.rule import word_set

TITLES = word_set(
    """
    mr mrs ms mx miss messrs dr doctor prof professor sir dame rev reverend nurse sister matron herr
    herrn frau fräulein hr schwester pfleger m monsieur madame mme mlle mademoiselle señor señora
    señorita sr sra don doña pan pani pana familie family familia famille
    """
)
SHORT = word_set(
    """
    mr mrs ms mx dr prof rev hr fr m mme mlle sr sra st
    """
)
"""Titles that end with a full stop."""
CALLERS = word_set(
    """
    i we he she they you who and then just
    """
)
SMALL = word_set(
    """
    mr mrs ms
    """
)
"""Titles that only a name follows, with a capital or not."""
ROLES = word_set(
    """
    driver receptionist manager therapist physio physiotherapist midwife consultant engineer technician
    advisor adviser agent operator waiter waitress colleague surgeon dentist teacher plumber electrician
    ot gp cpn called named namens
    """
)
GREETINGS = word_set(
    """
    dear hi hello hey hallo liebe lieber cher chère estimado estimada querido querida geehrte geehrter
    szanowna szanowny hola bonjour
    """
)
AFTER_SPEAKING = word_set(
    """
    speaking here calling writing from von aus am de
    """
)
NO_NAMES = word_set(
    """
    on important known wrong spelt spelled misspelt missing listed still
    """
)
"""What "my name is" may go on with."""
NEVER = word_set(
    """
    sir madam sirs madame team teams all everyone everybody customer customers colleague colleagues
    staff nhs covid service services friend friends folks there you sunday monday tuesday wednesday
    thursday friday saturday january february march april may june july august september october
    november december damen herren kolleginnen kollegen leute zusammen team kundenservice mitarbeiter
    kunde kunden und and or oder who was is are has had at on in to the a an of for from with very i we
    she he they it this that my your our his her their not no so as but if when then said says told
    tells would could should can will did does do been be were gave made came saw called rang asked mann
    männer frauen kinder familie hat ist war die der das den dem des ein eine im am zu von mit für bei
    nach aus nicht auch nur noch sehr als wie wenn dass doktor dr doctor nurse sister frau herr herrn mr
    mrs ms miss god great good excellent brilliant fantastic lovely thank thanks well done keep best
    many much really please happy sad nothing everything something none both never always only just more
    less better quick fast slow polite helpful friendly professional english german french polish
    british bonjour tout tous toute équipe equipo todos todas señores señoras messieurs mesdames state
    państwo doctors nurses surgery appointment hospital office desk support ward clinic department app
    website online help hello hi gute guter gutes alles danke bitte gerne weiter super toll prima klasse
    perfekt le la les el los las un une una et y i qui que est es
    """
)
PLACES = word_set(
    """
    hospital infirmary ward road street lane avenue house lodge centre center school college university
    unit clinic station park airport bridge church court hall surgery practice building suite room
    stadium theatre square course day's sound cup award krankenhaus klinik straße strasse platz schule
    kirche haus brücke halle bahnhof klinikum
    """
)
JOINS = word_set(
    """
    von van de der den del della di da dos al el bin ibn ben zu zum la le
    """
)
INTRO = re.compile(
    r"(?<!\w)(?:my (?:full )?name(?:['’]s| is)|name:|mein name(?: ist|:)|ich hei(?:ß|ss)e|hier"
    r" spricht|je m['’]appelle"
    r"|mon nom est|me llamo|mi nombre es|nazywam się|mam na imię|mi chiamo)\s{1,3}(?:herr "
    r"|frau |mr |mrs |ms |dr )?",
    re.I,
)
SPEAKING = re.compile(
    r"(?<!\w)(?:i am|i['’]m|this is|here is|ich bin|hier ist|je suis|soy|jestem)\s{1,3}", re.I
)
CLOSING = re.compile(
    r"(?:(?<!\w)(?:regards|wishes|sincerely|faithfully|yours|cheers|thanks|thank you|thx|best"
    r"|love|gru(?:ß|ss)"
    r"|grü(?:ß|ss)en?|lg|mfg|vg|danke|dank|cordialement|merci|saludos|gracias|atentamente|pozdrawiam|dziękuję)"
    r"\s?[,.!\n:–-]{1,3}\s{0,3}|\n\s{0,3}|\s[-–—]\s?|\A[-–—]\s?)$",
    re.I,
)
CLOSED = re.compile(
    r"(?:(?<!\w)(?:regards|wishes|sincerely|faithfully|yours|cheers|thanks|thank you|thx|best"
    r"|love|gru(?:ß|ss)"
    r"|grü(?:ß|ss)en?|lg|mfg|vg|danke|dank|cordialement|merci|saludos|gracias|atentamente|pozdrawiam|dziękuję)"
    r"\W{1,4})$",
    re.I,
)
"""A closing in words, after which any name may follow; after a dash or a new line only a common one."""
