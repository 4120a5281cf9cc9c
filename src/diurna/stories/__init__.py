"""Stories: what is seen only across articles. The only stage that looks at more than one article at a time."""

from .clusters import ClusterState, cluster
from .compare import compare
from .events import Decision, merge_events
from .group import Grouped, group
from .node import Node
from .origins import OriginState, find_origins
from .relations import grown, merge_relations
from .tell import State, Told, tell

__all__ = [
    "ClusterState", "Decision", "Grouped", "Node", "OriginState", "State", "Told", "cluster", "compare", "find_origins", "group", "grown",
    "merge_events", "merge_relations", "tell",
]
