"""Woven in; out come the problems of the course as a whole, and reports of them.

ids         every id belongs to one thing
known       the ids in fields exist
links       links lead somewhere
files       what a file is, and whether it may be published; what texts say of one
markup      Markdown that pages do not support
turned      signs that turn the order of letters
scripts     the script in which a language is written
statements  events, self-checks, sources and other statements are complete
schedule    every lesson has a day, if there is a schedule
structure   paper.md: numbers, notes, keys, doubts
proof       paper.md beside what was imported: its words
frame       the catalogue with the fixed words of pages
imported    both, where a paper was imported
publishing  what must be decided before a course is published
catalogue   what each kind of problem means
check       all of these checks: those of one file, those of the whole course
lix         texts              -> how hard they are to read
coverage    Woven              -> what the course covers
report      problems           -> lines for people
"""
