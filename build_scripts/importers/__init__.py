"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs       signs by which every reader knows things
reading     what every reader yields: blocks, doubts, pictures, facts about the paper
labels      what is printed before items of lists: numbers, letters, Roman digits
languages   which language a text is in, or none
runs        stretches of text  -> words with marks
front       names and dates that stand before a text
finish      blocks             -> blocks with captions, entries and an abstract at their places
pictures    pictures of a file -> those that browsers show
archive     files that are archives, with limits
pandoc      Word, OpenDocument, RTF, EPUB, Markdown and LaTeX, by way of pandoc
text        plain text, in steps from lines to blocks
tags        what JATS and web pages share: elements to words, formulas in MathML to TeX
jats        JATS, the XML of journals and archives
html        web pages
pdf         PDF, in steps from letters to blocks
witness     the letters of a file, taken in another way, beside what was read
formats     any file           -> its format, and what it says
paper_txt   paper.txt of older courses -> paper.md
identify    entries of the list -> works that a reference manager exported
transcript  what a reader found    -> paper.md
merge       a second import, and what people corrected since the first -> paper.md
"""
