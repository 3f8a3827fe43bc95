"""Words out to a translator and back in.

phrases.py     every text of the templates with its translation, its place and its state
by_line.py     one text put into a YAML file, every other line left as it is
exchange.py    the CSV: written, and read back whatever a spreadsheet made of it
taking_in.py   a CSV compared with the templates, and written into them whole or not at all
"""
