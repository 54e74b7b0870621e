"""Page records in; out come files to take along: for learning platforms, card programs, reference managers.

material   what exports are made from
texts      page records   -> texts with full links, as other programs take them
tables     rows           -> CSV
timeline   events         -> a table
formats    the table of all exports: what each is for, and what makes it
"""
