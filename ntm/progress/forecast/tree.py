"""Which indicators a level comes down to: those of its set, of the set it includes, and of all that they refer to."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ntm.criteria import CriteriaSet, Law


@dataclass(frozen=True, slots=True)
class Tree:
    """A level's set and all that it needs. `sets` by id; `of_level`: the id of the set that a level named in it means."""

    root: CriteriaSet
    sets: dict[str, CriteriaSet]
    of_level: dict[str, str]

    @property
    def indicators(self) -> list[str]:
        """All indicators of these sets, as "set/number"."""
        return [f"{one.id}/{indicator.number}" for one in self.sets.values() for indicator in one.indicators]


def make_tree(law: Law, root: CriteriaSet, province: str, day: date) -> Tree:
    """The tree of a set, judged by the law of a day."""
    tree = Tree(root, {}, {})
    _grow(law, root, province, day, tree)
    return tree


def _grow(law: Law, one: CriteriaSet, province: str, day: date, tree: Tree) -> None:
    if one.id in tree.sets:
        return
    tree.sets[one.id] = one
    wanted = [law.sets[one.includes]] if one.includes else []
    for need in (need for indicator in one.indicators for need in indicator.requirements):
        if need.kind == "indicator":
            wanted.append(law.sets[need.ref.rpartition("/")[0]])
        elif need.kind == "level" and (found := law.find_set(need.ref, province, day)):
            tree.of_level[need.ref] = found.id
            wanted.append(found)
    for other in wanted:
        _grow(law, other, province, day, tree)
