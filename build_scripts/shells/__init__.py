"""The modules that touch the world.

disk          folder           -> texts, and back
swap          a new folder takes the place of an old one
git           what git says of a project
typst         sheets           -> PDF files
session       what one run of a host knows
mkdocs        runs MkDocs
zensical      runs Zensical
preview       what a preview keeps, and prints when it is asked
pages_server  serves a built site as GitHub Pages does
commands      what each command does
"""
