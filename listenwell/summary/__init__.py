"""From counts to the documents a quality lead opens.

period.py       2026-Q3 and its neighbours
model.py        the Summary: one frozen value that every format prints
compiling.py    responses -> Summary
measures/       one file and row for each measure: CSAT, NPS, shares, comments
measuring.py    counts of an item -> figures by segment
comparing.py    what changed since when, beyond chance
findings.py     the figures in sentences
comments.py     customers' own words, masked
publishing.py   Summary -> documents in the store, by the formats in formats/
"""
