"""The modules with effects outside the program: files, other programs, the network.

originals     reads the file of a paper
progress      shows what long work is doing, and what took long
disk          folder           -> texts, and back
swap          replaces files, all or none
git           runs git
kept_files    keeps what was made between builds
kept_templates  keeps compiled templates between builds
kept_references  keeps formatted references between builds
typst_alone   runs Typst in a process of its own
typst         sheets           -> PDF files
own_host      what a server on one's own computer answers
pages_server  serves a built site as GitHub Pages does
shop          gives exports files of a project, and keeps what took long
session       a project        -> pages and handouts for a host, and the whole site
mkdocs        runs MkDocs
mkdocs_pages  gives pages to MkDocs, or renders one with its theme
zensical      runs Zensical
preview       a project        -> each page as it would be now
editing       accepts edits from a page of a preview, writes them, and takes them back
original_pages  pages of the paper's PDF -> pictures, and where words stand on them
proofread     the page on which a paper is proofread, and its edits
copies        keeps dated copies of what a preview saves
uploads       puts pictures and other files that pages send into a course
saving        writes what forms of a preview edit, and takes it back
writing       the forms of a preview: what they show, try and save
preview_server  serves a preview
browser       opens pages in a browser of this machine
publisher     which repository publishes a course
program       the program's own files, in this checkout or elsewhere
commands      what each command does
"""
