"""The modules with effects outside the program: files, other programs, the network.

disk          folder           -> texts, and back
swap          replaces files, all or none
git           runs git
kept_prints   keeps printed files between builds
typst         sheets           -> PDF files
session       the state of one run of a host
mkdocs        runs MkDocs
zensical      runs Zensical
preview       what a preview keeps between builds, and printing on request
pages_server  serves a built site as GitHub Pages does
program       the program's own files, in this checkout or elsewhere
commands      what each command does
"""
