"""The bench: how the time of each stage grows with the data, and against rdflib's memory store."""
