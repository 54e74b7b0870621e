"""YAML text in; out come records: what instructors wrote.

yaml_errors  invalid YAML      -> the mistake, in a teacher's words
yaml_values  YAML text         -> values with their places
csl          works as reference managers export them
record       what all records share
course       what may be written: one record for each kind of entry
as_meant     values       -> values as they were meant, where they have one reading
validate     text of a file    -> record, problems
samples      the sample texts of new files
project      texts of all files -> Project: all that was written
kinds        the kinds of things with ids and pages of their own, in one table
renamed      Project           -> Project with present ids in place of former ones
files        texts, Project    -> Project with its files in the texts that show them
drafts       Project           -> Project without what is not finished
"""
