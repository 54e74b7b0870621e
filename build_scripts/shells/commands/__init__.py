"""What each command does.

terminal  problems, for the terminal and for GitHub
make      build, pages
serve     serve, publish
printing  handouts
taking    export
look      check, report, compare, explain
papers    import, number
begin     new, cite, schema
change    rename, sources
upgrade   upgrade
"""
