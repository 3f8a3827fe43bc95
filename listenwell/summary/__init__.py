"""From counts to the documents a quality lead opens.

model/          the Summary: one frozen value that every format prints; a file for each section
compiling.py    what was gathered -> Summary
gathering.py    counts and newest responses, from the archive and the store
asked.py        the questions of a survey over its segments and versions, with their counts
measures/       one file and row for each measure: CSAT, NPS, shares, comments
measuring.py    counts of an item -> figures by segment
guarding/       what must stay hidden, and what would give it away
comparing.py    what changed since when, beyond chance
questions.py    each question with its figures, distribution and comments
ratings.py      headlines with their standing; ratings, best first
reach.py        where it was asked; invitations.py reads who was invited
marks.py        days on which wording, scale or the mix of channels changed
trends.py       series and control charts
drivers.py      key drivers and reliability; importance.py, complaints.py
needs.py        what customers want, and whether it changes
weighing.py     weighted to the population
comments.py     customers' own words, masked; origins.py says of which month and segment
themes/         what they are about, by the machine and by people
masking/        what is personal in them: one rule and row for each kind
findings/       the figures in sentences, one rule each
review.py       the last review's actions; tables.py reads what is kept in a spreadsheet
annex.py        what an auditor asks for
words.py        the words of one language; numbers as people read them
sentences.py    methods, cautions and notes in that language
period.py       2026-Q3 and its neighbours
charts/         one file and row for each chart: Altair, SVG
printing/       the Summary as blocks on paper, for the PDF
fonts/          the fonts of the PDF, free, with their licence
formats/        one file and row for each document; schema.py is the JSON's
overview.py     all surveys of a period in brief; overview_publishing.py puts it into the store
publishing.py   Summary -> documents in the store; nightly.py the night of the service
"""
