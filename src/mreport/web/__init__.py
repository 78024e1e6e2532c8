"""The live page: a source served to browsers, compared as its readers choose, its documents one click away.

What is asked: `address` is what a URL says, `forms` what a browser sends, `uploads` a file among that.
What there is: `shelf` holds a dataset or looks into a catalogue, `picking` finds its items.
What is made: `orders` for a worker, `desk` has them made, `presence` as long as somebody waits; `screen` is the
comparison as a page shows it, `folding` its groups, `rules` the form for them, `frame` what stands around both.
What is answered: `site` has the routes; `ruling`, `downloads`, `visits` and `openapi` those of their own; `answers`
says what is wrong, `guard` who is let in. `serving` opens the port, `watching` sees that the source has changed.
"""
