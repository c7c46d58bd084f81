"""How much is read before a sentence says that it is too much: all limits of what people bring, with reasons.

They keep a wrong file (a picture, a database's dump, an archive that unpacks without end) from costing more
than 5 seconds or 1 GiB. All are checked while reading, not after it.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

# An answers file of 2,000 cases with 250 answers each has 40 MB, a large authority's census 60 MB.
FILE_BYTES = 100 * MEGABYTE
# A workbook unpacked: what is kept of it in memory is about as large.
UNPACKED_BYTES = 100 * MEGABYTE
# A workbook of old Excel, which can't be read in pieces: 20,000 rows of 20 columns.
OLD_EXCEL_BYTES = 8 * MEGABYTE
# A spreadsheet has no more.
ROWS, COLUMNS = 1_048_576, 16_384
# Of all sheets of a file together, blank ones before the last of a row included: half a million answers of
# eight columns, or Annex A of the largest authority three times over. As text in memory they have 0.7 GiB.
CELLS = 4_000_000
# A spreadsheet has 32,767; the csv module stops here too.
CELL_LETTERS = 131_072
# A row that a spreadsheet can't show whole is a file without line breaks.
LINE_LETTERS = 2 * MEGABYTE
# Cases in a list: an authority has some 10,000 children in need in a year.
LISTED_ROWS = 100_000
# Elements of an XML file, and of all that is read of a workbook: a census has 200 for each of 12,000
# children, Annex A of the largest authority two for each of a million cells.
ELEMENTS = 2_500_000
# A tag with all its attributes; Excel's longest have some hundred letters.
TAG_BYTES = MEGABYTE
# Parts of a workbook: five for each of a thousand sheets.
PARTS = 5_000
# A map of a thousand columns has 50 kB.
JSON_BYTES = MEGABYTE
# Rows of a form's sheets: the shipped form, which is long, has some 600 of each. A list of an area's wards or
# schools has thousands.
FORM_ROWS, FORM_CHOICES, FORM_CELLS = 3_000, 10_000, 300_000
# An XML instance of a form, for one expression.
INSTANCE_BYTES = 2 * MEGABYTE
# What is pasted into a table of area figures: those of thirty years have 5,000 letters.
PASTED_LETTERS = 100_000
