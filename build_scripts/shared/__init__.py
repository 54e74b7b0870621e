"""Words that all stages use. Imports nothing of ours.

place     where a thing was written, and what is wrong with it
words     small turns of text: ids, plural, plain signs, printable letters
suggest   a word, choices      -> “did you mean”
dates     EDTF                 -> days and words
markdown  Markdown             -> a small tree
"""
