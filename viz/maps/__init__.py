"""Maps: a view of the graph as boxes and lines, placed, explained, and written in each format."""
