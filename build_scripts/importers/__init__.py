"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs       signs by which every reader knows things
reading     what every reader yields: blocks, doubts, pictures, facts about the paper
languages   which language a text is in, or none
runs        stretches of text  -> words with marks
front       names and dates that stand before a text
finish      blocks             -> blocks with captions, entries and an abstract at their places
pictures    pictures of a file -> those that browsers show
archive     files that are archives, with limits
program     bytes              -> what pandoc answers
pandoc      pandoc's tree      -> blocks
works       files of reference managers -> the works that a paper cites
metadata    fields of a file   -> what it says of its paper
looks       how paragraphs look -> headings, verse, glosses
manuscript  blocks             -> blocks with title, authors, headings and items, where a file says little
word        Word's XML         -> what pandoc does not tell
opendocument                   the same of OpenDocument
rtf                            the same of RTF
office      Word, OpenDocument, RTF, EPUB
markdown    Markdown, R Markdown, Quarto
latex       LaTeX
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
mathml           formulas in MathML to TeX
markup           elements to words with marks, to runs of a flow, to rows of a table: for all files with tags
jats_words       JATS: words, links and formulas in a line
jats_references  JATS: the list of references, as words and in the parts of CSL-JSON
jats_front       JATS: what stands before the text, and the citation
jats             the XML of journals and archives
html_page        web pages: characters, the article, what stands round it, the citation
html_links       web pages: notes and their marks, entries and their citations
html             web pages
pdf_letters    letters, rulings and pictures of a PDF, by way of pdfium
pdf_lines      columns of a page, and its lines in the order of reading
pdf_furniture  running heads, page numbers and stamps at the edges of pages
pdf_languages  two languages in columns side by side
pdf_measure    what is usual: the size of the text, distances, margins
pdf_words      lines become words: broken words joined, styles and numbers of notes as marks
pdf_notes      footnotes, and what refers to them
pdf_groups     lines that belong together
pdf_headings   which of them are headings, and how deep they lie
pdf_displays   tables and figures
pdf_parts      paragraphs, quotations, verse, items, entries
pdf_front      title, authors and the like
pdf            a PDF in, a reading out
witness     the letters of a file, taken in another way, beside what was read
formats     any file           -> its format, and what it says
plain       text of paper.txt  -> paper.md
transcript  what a reader found    -> paper.md
merge       a second import, and what people corrected since the first -> paper.md
"""
