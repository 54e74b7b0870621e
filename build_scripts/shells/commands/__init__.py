"""What each command does.

terminal  problems as the terminal and GitHub show them
make      build, serve, pages, publish
printing  handouts
look      check, report, compare, explain
begin     new, schema
upgrade   upgrade
"""
