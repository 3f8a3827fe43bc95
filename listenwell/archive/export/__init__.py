"""The answers as tables for analysts: one row a response, one column an item, with a codebook.

columns.py      which columns a survey has, over all its versions, and what stands in them
rows.py         the responses that count, out of the archive, as rows
spreadsheet.py  text that a spreadsheet must not run
csv_file.py     <survey>.csv
parquet.py      <survey>.parquet, by DuckDB
ddi.py          <survey>.codebook.xml: DDI Codebook 2.5
page.py         <survey>.codebook.html
writing.py      all of a survey's files into a folder
"""

from listenwell.archive.export.parquet import DuckdbMissing
from listenwell.archive.export.writing import Exported, export_csv, export_parquet

__all__ = ["DuckdbMissing", "Exported", "export_csv", "export_parquet"]
