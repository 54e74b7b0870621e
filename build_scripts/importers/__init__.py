"""A file of a paper in; out comes what it says, as blocks. Only commands use it, never a build.

signs       signs by which every reader knows things
reading     what every reader yields: blocks, doubts, pictures, facts about the paper
transcript  what a reader found    -> paper.md
merge       a second import, and what people corrected since the first -> paper.md
"""
