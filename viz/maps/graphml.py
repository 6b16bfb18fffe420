"""A picture's nodes and links as GraphML, for Gephi, yEd and Cytoscape.

Relies on networkx. Nothing is summarised here: such tools cope with any number of nodes.
"""

import io

import networkx

from viz.lettering import plain
from viz.picture import Edge, Node, Picture
from viz.style import look

_JOIN = "; "


def graphml(picture: Picture) -> bytes:
    """Write GraphML: a node's `label`, `kind`, `group`; a line's `label`, `status`, evidence.

    `r`, `g`, `b` are a node's colour, 0 to 255, in the names that Gephi reads and writes itself.
    `relation` says the same as `label`, `document` and `lines` where it is stated, in parallel.
    """
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in picture.nodes:
        red, green, blue = bytes.fromhex(look(node, picture.tones).border.removeprefix("#"))
        network.add_node(node.id, **_node(node), r=red, g=green, b=blue)
    for edge in picture.edges:
        network.add_edge(edge.source, edge.target, **_edge(edge))
    out = io.BytesIO()
    networkx.write_graphml(network, out)
    return out.getvalue()


def _node(node: Node) -> dict[str, str]:
    group = node.group.label if node.group else ""
    return {"label": plain(node.label), "kind": plain(node.kind_label), "group": plain(group)}


def _edge(edge: Edge) -> dict[str, str]:
    return {
        "label": plain(edge.label),
        "relation": edge.relation or plain(edge.label),
        "status": edge.status,
        "document": _JOIN.join(cited.document for cited in edge.cited),
        "lines": " / ".join(cited.lines for cited in edge.cited),
    }
