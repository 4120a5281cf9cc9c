"""Stories: what is seen only across articles. The only stage that looks at more than one article at a time."""

from .clusters import ClusterState, Succession, cluster
from .compare import compare
from .events import Decision, merge_events
from .evidence import Node
from .group import Grouped, group
from .origins import OriginState, find_origins
from .relations import Tie
from .tell import State, Told, tell

__all__ = [
    "ClusterState", "Decision", "Grouped", "Node", "OriginState", "State", "Succession", "Tie", "Told", "cluster", "compare", "find_origins", "group",
    "merge_events", "tell",
]
