"""The files to begin from.

schemas   records              -> JSON Schemas for editors
scaffold  a title, a paper     -> the YAML of a new lesson or course
upgrade   three programs       -> what becomes of each file of a course
"""
