"""Pictures the bot draws: values in, bytes out. No clock, no database, and no words of its own.

`letters` sets text in the one font, `paper` is the sheet and what comes out of it; every other file here draws one kind of picture.
"""
