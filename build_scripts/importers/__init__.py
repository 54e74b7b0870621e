"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs       signs by which every reader knows things
reading     what every reader yields: blocks, doubts, pictures, facts about the paper
languages   which language a text is in, or none
runs        stretches of text  -> words with marks
front       names and dates that stand before a text
finish      blocks             -> blocks with captions, entries and an abstract at their places
pictures    pictures of a file -> those that browsers show
archive     files that are archives, with limits
pandoc      Word, OpenDocument, RTF, EPUB, Markdown and LaTeX, by way of pandoc
text        plain text, in steps from lines to blocks
mathml           formulas in MathML to TeX
markup           elements to words with marks, to runs of a flow, to rows of a table: for all files with tags
jats_words       JATS: words, links and formulas in a line
jats_references  JATS: the list of references, as words and in the parts of CSL-JSON
jats_front       JATS: what stands before the text, and the citation
jats_reader      the XML of journals and archives
html_page        web pages: characters, the article, what stands round it, the citation
html_links       web pages: notes and their marks, entries and their citations
html_reader      web pages
pdf         PDF, in steps from letters to blocks
witness     the letters of a file, taken in another way, beside what was read
formats     any file           -> its format, and what it says
plain       text of paper.txt  -> paper.md
transcript  what a reader found    -> paper.md
merge       a second import, and what people corrected since the first -> paper.md
"""
