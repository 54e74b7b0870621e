"""Places in; out come maps as SVG: points and their names, without borders and coasts.

plane   degrees            -> the plane: positions, meridians and parallels
labels  positions and names -> where each name stands
maps    Gazetteer          -> maps: what is drawn, and the words beside it
svg     map                -> SVG
"""
