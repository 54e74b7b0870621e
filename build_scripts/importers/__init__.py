"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs          signs by which every reader knows things
reading        what every reader yields: blocks, doubts, pictures, facts about the paper
text_signs     where sentences end and begin in plain text, in any script
text_lines     the lines of a plain text, with indents, pages and gaps
text_join      lines of a paragraph to one string: hyphens, addresses, scripts without spaces
text_pages     running heads and page numbers; margins, gaps and the width of the type area
text_columns   two columns side by side, read in turn
text_headings  what is a heading, and its level
text_notes     notes at the ends of pages and of the paper, and their marks
text_displays  captions, tables, formulas, verse, labels of items
text_entries   entries of a list of references
text_front     title, authors and what else stands before the text; the citation from it
text_parts     lines to headings, paragraphs, items, verse, tables, entries
text           plain text to blocks
"""
