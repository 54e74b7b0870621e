"""Page records in; out comes what is published.

markup        what pages show  -> Markdown that says exactly that
templates     page, template   -> Markdown of one file
navigation    pages            -> the menu
redirects     Woven            -> pages at the former addresses of lessons
schema_org    Woven            -> what machines are told of each page
search_index  pages            -> what search finds
robots        Woven            -> robots.txt, llms.txt
csp           a page's HTML    -> the same with its Content-Security-Policy
offline       a built site     -> a copy that opens from a folder
broken_links  a built site     -> what would not work where it is published
compare       two built sites  -> what readers would see change
"""
