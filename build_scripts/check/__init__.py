"""Woven in; out come problems that show when all is together, and reports of them.

ids         every id is of one thing
known       what is named exists
links       links lead somewhere
markup      Markdown that pages do not have
scripts     in which script a language is written
statements  what is stated can be read, answered and looked up
catalogue   what each kind of problem means
check       all of these checks, in order
lix         texts              -> how hard they are to read
coverage    Woven              -> what the course covers
report      problems           -> lines for people
"""
