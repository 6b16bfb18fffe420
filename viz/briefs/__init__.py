"""Briefings: all that one must know of a thing, as page, Word file, slides, Markdown."""
