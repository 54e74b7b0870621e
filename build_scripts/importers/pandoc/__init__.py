"""What pandoc reads, with what is to be done before and after it.

program       bytes              -> what pandoc answers
tree          that               -> pandoc's tree
formulas      LaTeX's formulas on lines of their own, and their numbers
blocks        pandoc's tree      -> blocks
works         files of reference managers -> the works that a paper cites
metadata      fields of a file   -> what it says of its paper
looks         how paragraphs look -> headings, verse, glosses
manuscript    blocks             -> blocks with title, authors, headings and items, where a file says little
word          Word's XML         -> what pandoc does not tell
opendocument                     the same of OpenDocument
rtf                              the same of RTF
office        Word, OpenDocument, RTF, EPUB
markdown      Markdown, R Markdown, Quarto
latex         LaTeX
"""
