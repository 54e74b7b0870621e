"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs          signs by which every reader knows things
reading        what every reader yields: blocks, doubts, pictures, facts about the paper
pdf_letters    letters, rulings and pictures of a PDF, by way of pdfium
pdf_lines      columns of a page, and its lines in the order of reading
pdf_furniture  running heads, page numbers and stamps at the edges of pages
pdf_languages  which language lines are in, or none
pdf_measure    what is usual: the size of the text, distances, margins
pdf_words      lines become words: broken words joined, styles and numbers of notes as marks
pdf_notes      footnotes, and what refers to them
pdf_groups     lines that belong together
pdf_headings   which of them are headings, and how deep they lie
pdf_displays   tables and figures
pdf_parts      paragraphs, quotations, verse, items, entries
pdf_front      title, authors and the like
pdf            a PDF in, a reading out
"""
