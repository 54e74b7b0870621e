"""Records and paper in; out comes Woven: everything at its words.

schedule     CourseFile        -> the day of each lesson
edition      for whom a site is made, and where readers propose changes
weave        Project           -> Woven
marks        Woven             -> paragraphs cut into pieces
quotes_only  Woven             -> Woven with only the quoted words of the paper
addresses    Woven             -> where each part stands on the site
shuffled     a self-check      -> its options in the order that readers see
handouts     Woven             -> the list of what there is to print
"""
