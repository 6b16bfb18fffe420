"""Charts and timelines: values and moments drawn, with their caveats and sources."""
