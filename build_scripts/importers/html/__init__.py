"""Web pages.

document  characters, the article, what stands round it, the citation
links     notes and their marks, entries and their citations
words     words, links and formulas in a line
headings  the title page, headings and their levels
reader    a web page in, a reading out
"""
