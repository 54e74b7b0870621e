"""The modules that touch the world.

disk          folder           -> texts, and back
swap          new files take the place of old ones, all or none
git           what git says of a project, and how it merges files
typst         sheets           -> PDF files
session       what one run of a host knows
mkdocs        runs MkDocs
zensical      runs Zensical
preview       what a preview keeps, and prints when it is asked
pages_server  serves a built site as GitHub Pages does
program       the program's own files, here or elsewhere
commands      what each command does
"""
