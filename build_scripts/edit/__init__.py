"""What a page of a preview may change in what instructors wrote: one value, and no other byte of its file.

tree      YAML             -> values with the characters in which each stands
scalars   texts            -> YAML, in a style
looks     tree             -> how the entries of a file are written
splice    tree and a value -> the few characters to put in place of others
change    text and an edit -> the text as it would be, or why not
forms     records          -> what a form asks for, and which record stands at a place
untied    files and an id  -> the files without what names a thing
edits     files and a wish -> the files as they would be, and what was done
as_shown  files            -> what a form shows of a record
name      files and a wish -> the wish with the id that a new record needs
things    Woven            -> what is written on each page, and what can be added
find      Woven            -> things to name, by some of their words
twice     Woven and a quote -> the words that tell its places apart
by_hand   Woven and files  -> what the page Write says without a preview: forms, and places in the files
trial     problems, YAML   -> what is new, field by field, and texts as readers will see them
told      files            -> a sentence about what changed
"""
