"""Woven in; out come pages: all that a template may ask for, and nothing more.

Pages do not depend on a format: their texts are trees and their links are addresses, for the web and for print alike.

bibliography   works           -> references in one style
tongues        the language of words, where it changes
coins          a work         -> what reference managers find on a page
names          what readers call paragraphs, kinds of notes, and levels
base           what all pages share
blocks         the paper's paragraphs, lists, tables and notes
references     the references' page
glossary       the glossary's page
handouts       handouts with their files
downloads      the page of all that readers can take along
lesson         a lesson's page
timeline       the timeline's page
places         the map's page
paper          the page of the whole paper
questions      the page of all questions
my_reading     the page of a reader's own marks
schedule       the page with the days of all lessons
home           the home page, and the list of lessons
reading_list   the page of a choice of lessons
free           pages that instructors write in Markdown
accessibility  the page on accessibility
frame          the words around every page
instructor     pages of the instructor edition alone
pages          the outline: all pages in the order of the navigation, made when they are asked for
"""
