"""Slides: maps, charts and timelines as native, editable PowerPoint shapes."""
