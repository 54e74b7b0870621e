"""The text of a paper in; out comes what it says, and where.

blocks      a paper as blocks: what paper.md says, and what importers find
inline      words with marks     <-> signs such as *emphasis*
paper_md    text of paper.md     -> blocks
write_md    blocks               -> text of paper.md
folded      a text               -> what it is compared by, and the way back
paper       a paper as one string, with spans into it: Paper, Section, Paragraph, Span
plain_text  text of paper.txt    -> Paper
structured  blocks of paper.md   -> Paper
write_numbers  text of paper.md -> the same with numbers
corrections  text of paper.md, a decision -> the same with one place corrected
citations   Paper                -> the works it cites, and where
quotes      quote, Paper         -> the places that say it
terms       Paper, glossary      -> the places of every term
"""
