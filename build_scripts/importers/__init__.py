"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs            signs by which every reader knows things
reading          what every reader yields: blocks, doubts, pictures, facts about the paper
mathml           formulas in MathML to TeX
markup           elements to words with marks, to runs of a flow, to rows of a table: for all files with tags
jats_words       JATS: words, links and formulas in a line
jats_references  JATS: the list of references, as words and in the parts of CSL-JSON
jats_front       JATS: what stands before the text, and the citation
jats             the XML of journals and archives
html_page        web pages: characters, the article, what stands round it, the citation
html_links       web pages: notes and their marks, entries and their citations
html             web pages
"""
