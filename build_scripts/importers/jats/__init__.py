"""JATS, the XML of journals and archives.

words       words, links and formulas in a line
references  the list of references, as words and in the parts of CSL-JSON
front       what stands before the text, and the citation
tables      rows of tables, and what stands below
lost        doubts about what no block says
reader      JATS in, a reading out
"""
