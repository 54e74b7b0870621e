"""Makes a course from a paper and from what instructors write about it.

The folders are listed in the order in which data passes through them. A module imports only from the folders
above its own, and from the modules that are listed above it in the docstring of its own folder.

shared    words that all stages use: places and problems, ids, dates, Markdown
read      YAML text            -> records: what instructors wrote
paper     text of the paper    -> Paper, and where it says what
importers                      a file of a paper -> the same as blocks, with doubts; used by commands only
weave     records and paper    -> Woven: everything at its words, and its address on the site
check     Woven                -> problems that show when all is together, and reports
timeline  events               -> charts, and charts as SVG
atlas     places               -> maps without borders, and maps as SVG
show      Woven                -> one record for each page: all that a template may ask for
print     page records         -> data for handouts
web       page records         -> what is published
exports   page records         -> files for other programs
start                          -> the files of a new lesson or course, and those of a newer program
inspect   files                -> Woven and problems: reads, weaves and checks
build     files                -> pages, as HTML, and what is to be printed
edit      files and a wish     -> the files as a teacher edits them in the pages of a preview
shells    the only modules with effects outside the program: disk, git, MkDocs, Zensical, commands
hooks     what MkDocs calls
__main__  the course command
"""
