"""PDF, in steps from letters to a reading.

letters    letters, rulings and pictures of a PDF, by way of pdfium
lines      columns of a page, and its lines in the order of reading
furniture  running heads, page numbers and stamps at the edges of pages
languages  two languages in columns side by side
measure    what is usual: the size of the text, distances, margins
words      lines become words: broken words joined, styles and numbers of notes as marks
notes      footnotes, and what refers to them
groups     lines that belong together
headings   which of them are headings, and how deep they lie
displays   tables and figures
parts      paragraphs, quotations, verse, items, entries
front      title, authors and the like
reader     a PDF in, a reading out
"""
