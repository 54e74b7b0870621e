"""Page records in; out comes what is published.

mathml        TeX              -> MathML, which browsers and screen readers know
headings      a page's HTML    -> its headings with ids, and its table of contents
html          what pages show  -> HTML
templates     page, template   -> HTML of one page
markdown_files  pages          -> Markdown files for renderers that read files
navigation    pages            -> the menu
redirects     Woven            -> pages at the former addresses of lessons
schema_org    Woven            -> a description of each page for machines
search_index  pages            -> what search finds
words_script  a language       -> the sentences of scripts in it
for_machines  Woven, pages     -> robots.txt, llms.txt, sitemap.xml, CNAME
icon          a title          -> the icon in the tab of a browser
head          page             -> the metadata in its HTML, for sharing and indexing
csp           a page's HTML    -> the same with its Content-Security-Policy
faces         font, texts      -> the font for the characters in them, for browsers
small         a style, a script  -> the same without comments and white space
bundles       styles, scripts  -> one file of each, small
zipped        files            -> a zip archive of them
offline       a built site     -> a copy that opens from a folder
worker        a built site     -> what keeps it in readers' browsers
assemble      pages as a host rendered them -> the whole site
broken_links  a built site     -> addresses that would not work where it is published
weights       a built site     -> what its pages make browsers load
summary       both             -> one page on what would be published
compare       two built sites  -> what readers would see change
"""
