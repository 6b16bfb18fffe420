"""The analyses: each takes a `Reading` and gives an `Answer`."""
