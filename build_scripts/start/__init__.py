"""The files of a new lesson or course, and what an upgrade changes.

schemas   records              -> JSON Schemas for editors
citation  facts about a paper -> a proposal for its citation
works     exported works       -> entries of sources.yml
repository  a course           -> README, licence, citation of its repository; one for its answers
scaffold  a title, a paper     -> the YAML of a new lesson or course
rename    a thing, a new id    -> the files with it in all places
upgrade   three programs       -> what happens to each file of a course
"""
