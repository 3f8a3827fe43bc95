"""What are the comments about? Themes by their words, named by people where they have said so.

    terms.py      a comment -> words and phrases; stop_words.txt by language
    finding.py    comments of low and high raters -> themes by distinctive terms
    naming.py     themes/<survey>.csv: confirmed, renamed, merged, rejected; comments that people sorted
    section.py    all of it -> the themes of a summary, with counts, examples and agreement

Only masked comments come in, and no word that is a name in any of them is a term.
"""

from listenwell.summary.themes.naming import Naming, read_naming
from listenwell.summary.themes.section import in_comment, themes_kept, themes_of

__all__ = ["Naming", "in_comment", "read_naming", "themes_kept", "themes_of"]
