"""Page records in; out come data for PDF files.

fonts   list of characters     -> what the fonts for print lack
encode  records                -> JSON for Typst
sheets  pages                  -> data for the templates of handouts
"""
