"""Pictures of the graph: values in, one self-contained page out.

Knows nothing of the graph itself: callers hand over a `Picture` with its facts and citations.
"""

from viz.maps.html import render
from viz.picture import Edge, Node, Note, Picture

__all__ = ["Edge", "Node", "Note", "Picture", "render"]
