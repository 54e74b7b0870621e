"""What readers of all files with tags share, JATS and web pages.

mathml  formulas in MathML to TeX
markup  elements to words with marks, to runs of a flow, to rows of a table
"""
