"""The text of a paper in; out comes what it says, and where.

blocks         a paper as blocks: what paper.md says, and what importers find
inline         words with marks     <-> signs such as *emphasis*
paper_md       text of paper.md     -> blocks
write_md       blocks               -> text of paper.md
folded         a text               -> what it is compared by, and the way back
paper          a paper as one string, with spans into it: Paper, Section, Paragraph, Span
names          what names and years look like
entries        the list of references: keys, names, years, numbers, DOIs
plain_text     text of paper.txt    -> Paper
formulas       TeX                  -> MathML, as a tree
pictures       a file, Paper        -> whether it may be published, and which are missing
structured     blocks of paper.md   -> Paper
write_numbers  text of paper.md     -> the same with numbers
corrections    text, a decision     -> text of paper.md with one place corrected
named_years    a paragraph          -> the years in it, and the authors before them
author_year    a paragraph, entries -> citations by author and year
by_number      a paragraph, entries -> citations by number
in_notes       a note, entries      -> citations by author and title
citations      Paper                -> the works it cites, and where
quotes         quote, Paper         -> the places that say it
terms          Paper, glossary      -> the places of every term
"""
