"""What all stages use. It imports nothing from the other folders.

place     where something was written, and what is wrong with it
words     small conversions of text: ids, plurals, plain punctuation, printable characters
outside   addresses outside the site: what they may be, and how they are written
suggest   a word, choices      -> “did you mean”
steps     what long work does now
keep      results of pure functions, from one build to the next
dates     EDTF                 -> days and words
language  a catalogue          -> the fixed words of pages, scripts and handouts in a language
markdown  Markdown             -> a small tree
"""
