"""Page records in; out come files to take along: for learning platforms, card programs, readers of books, Word, reference managers.

material   what exports are made from
flow       what flowing text is made of: headings, paragraphs, lists, tables, notes
telling    editors' Markdown, the paper's blocks -> flowing text
texts      page records   -> texts with full links, as other programs take them
tables     rows           -> CSV
xml        elements       -> XML
timeline   events         -> a table
calendar   lessons        -> a calendar
cards      terms, events, self-checks -> cards to learn with
moodle     self-checks, questions, terms -> Moodle's XML
sources    works          -> BibTeX, RIS, CSL-JSON
notes      notes          -> annotations of the W3C
cartridge  lessons        -> a Common Cartridge, for learning platforms
chapters   pages          -> chapters of flowing text
epub       chapters       -> a book
docx_styles  how Word documents look
docx       chapters       -> Word documents
formats    the table of all exports: what each is for, and what makes it
"""
