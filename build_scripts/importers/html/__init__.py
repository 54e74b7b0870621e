"""Web pages.

document  characters, the article, what stands round it, the citation
links     notes and their marks, entries and their citations
reader    a web page in, a reading out
"""
