"""A course from a paper and what instructors write about it.

In the order the data passes; a module imports only from those above it:

source      where a thing was written, and what is wrong with it
rules       what each kind of problem means
syntax      no YAML                -> what is wrong with it, in a teacher's words
yamlfile    YAML text            -> values that know their line
written     what all records share
course      what may be written: one record per kind of entry
reading     text of a file       -> record, problems
samples     the texts that stand in new files
dates       EDTF                 -> days and words
paper       text of the paper    -> Paper, Section, Paragraph, Span
citations   Paper                -> the works it cites, and where
anchors     quote, Paper         -> the places that say it
terms       Paper, glossary      -> the places of every term
prose       Markdown             -> a small tree
project     texts of all files   -> Project: all that was written
renamed     Project              -> Project with the present id of everything
weave       Project              -> Woven: everything at its words
addresses   Woven                -> where each part stands on the site
redirects   Woven                -> pages at the former addresses of lessons
handouts    Woven                -> the list of what there is to print
glyphs      list of characters   -> what the fonts for print lack
check       Woven                -> problems that show when all is together
lix         texts                -> how hard they are to read
coverage    Woven                -> what the course covers
references  works                -> references in one style
lettering   text                 -> its width and lines
picture     dates                -> where to draw them
passages    Woven                -> paragraphs cut into pieces
excerpts    Woven                -> Woven with only the quoted words of the paper
pages       Woven                -> all that templates may ask for
drawing     charts               -> SVG
typeset     pages                -> data for the templates of handouts
markup      what pages show      -> Markdown that says exactly that
render      page, template       -> Markdown of one file
metadata    Woven                -> what machines are told: schema.org, search
schemas     records              -> JSON Schemas for editors
scaffold    a title, a paper     -> the YAML of a new lesson or course
build       the stages in a row
report      problems             -> lines for people
changes     two built sites      -> what readers would see change
published   a built site         -> what would not work where it is published
policy      a page's HTML        -> the same with its Content-Security-Policy
offline     a built site         -> a copy that opens from a folder
disk        folder               -> texts, and back
press       shell: prints handouts with Typst
host        shell: serves a built site as GitHub Pages does
renderers   shell: runs MkDocs or Zensical
preview     shell: what a preview keeps, and prints when it is asked
hooks       shell: what MkDocs calls
commands    shell: what each command does
__main__    shell: the course command
"""
