"""Plain text as pdftotext, a viewer, OCR, Project Gutenberg or an editor leave it, in steps from lines to blocks.

sentences  where sentences end and begin in plain text, in any script
lines      the lines of a plain text, with indents, pages and gaps
join       lines of a paragraph to one string: hyphens, addresses, scripts without spaces
pages      running heads and page numbers; margins, gaps and the width of the type area
columns    two columns side by side, read in turn
headings   what is a heading, and its level
notes      notes at the ends of pages and of the paper, and their marks
displays   captions, tables, formulas, verse, labels of items
entries    entries of a list of references
front      title, authors and what else stands before the text; the citation from it
part       lines that belong together, and what they are; how a text is set
chunks     lines between empty lines
stray      contents, and feet and heads of pages among the words
tables     tables and figures under their captions
runs       where paragraphs begin among lines without empty ones
headed     whether lines begin with a heading, given what stands around them
whole      texts that page ends cut, joined; headings that are none
body       lines to headings, paragraphs, items, verse, tables, entries
reader     plain text to blocks
"""
