"""The cluster font: a font in which every Thai cluster is one glyph, so that each glyph has one text.

`clusters` says which there are, and loads nothing else; `building` makes the font.
"""
