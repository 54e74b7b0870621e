"""Page records in; out come data for PDF files.

fonts   list of characters     -> what the fonts for print lack
formulas  TeX                  -> a tree of what Typst builds formulas from
passages  blocks of the paper  -> paragraphs as handouts set them
encode  records                -> JSON for Typst
imposing  a number of pages    -> which stand on each side of a sheet
sheets  pages                  -> data for the templates of handouts
"""
