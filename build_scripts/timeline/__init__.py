"""Events in; out come charts, and charts as SVG.

layout      dates              -> positions on an axis
text_width  text               -> its width and lines
chart       Timeline           -> charts: what is drawn, and the words beside it
svg         chart              -> SVG
"""
