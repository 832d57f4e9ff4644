"""The smallest changes of a decree: set a value, put a row in, take a row out.

Each knows what stood there before, so that it can be turned round; applied to what it was
not made for, it refuses instead of overwriting. Pure Python: no Django, no clock.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal


Key = str | int
Path = tuple[Key, ...]
Doing = Literal["set", "insert", "remove"]


class NotAsExpected(ValueError):
    """The decree is not as it was when the step was made."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change at one place: `set` old to new, `insert` new, `remove` old.

    In a mapping, None as `old` or `new` of `set` under "dismissed" means: not there.
    """

    doing: Doing
    path: Path
    old: Any = None
    new: Any = None

    def turned_round(self) -> "Step":
        """Return the step that undoes this one."""
        back: dict[Doing, Doing] = {
            "set": "set",
            "insert": "remove",
            "remove": "insert",
        }
        return Step(back[self.doing], self.path, old=self.new, new=self.old)

    def as_json(self) -> dict[str, Any]:
        """Return the step as plain values, to be kept."""
        return {
            "doing": self.doing,
            "path": list(self.path),
            "old": self.old,
            "new": self.new,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Step":
        """Return the step that `as_json` wrote."""
        return cls(kept["doing"], tuple(kept["path"]), kept["old"], kept["new"])


def value_at(whole: Any, path: Path) -> Any:
    """Return what stands at a place. Raises LookupError where there is no such place."""
    found = whole
    for key in path:
        if isinstance(found, list):
            if not isinstance(key, int) or not 0 <= key < len(found):
                raise LookupError(path)
            found = found[key]
        elif isinstance(found, dict):
            if key not in found:
                raise LookupError(path)
            found = found[key]
        else:
            raise LookupError(path)
    return found


def apply(whole: dict[str, Any], steps: Iterable[Step]) -> None:
    """Change a decree in place, step by step.

    Raises NotAsExpected if a step was made for something else than what stands there; the
    decree may then be half changed and is to be thrown away.
    """
    for step in steps:
        _apply_one(whole, step)


def _apply_one(whole: dict[str, Any], step: Step) -> None:
    *above, last = step.path
    try:
        place = value_at(whole, tuple(above))
    except LookupError as error:
        raise NotAsExpected(step.path) from error
    if step.doing == "set":
        _set(place, last, step)
    elif not isinstance(place, list) or not isinstance(last, int):
        raise NotAsExpected(step.path)
    elif step.doing == "insert":
        if not 0 <= last <= len(place):
            raise NotAsExpected(step.path)
        place.insert(last, deepcopy(step.new))
    else:
        if not 0 <= last < len(place) or place[last] != step.old:
            raise NotAsExpected(step.path)
        del place[last]


def _set(place: Any, last: Key, step: Step) -> None:
    if isinstance(place, list):
        if not isinstance(last, int) or not 0 <= last < len(place):
            raise NotAsExpected(step.path)
        standing = place[last]
    elif isinstance(place, dict):
        standing = place.get(last)
    else:
        raise NotAsExpected(step.path)
    if standing != step.old:
        raise NotAsExpected(step.path)
    if step.new is None and step.path[0] == "dismissed":
        del place[last]
    else:
        place[last] = deepcopy(step.new)


def turned_round(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that undo these, in the order in which to take them."""
    return [step.turned_round() for step in reversed(steps)]


def is_disturbed(paths: Iterable[Path], later: Iterable[Step]) -> bool:
    """Tell whether later steps touched these places, or moved what stood there."""
    since = list(later)
    return any(_touches(step, path) for path in paths for step in since)


def _touches(step: Step, path: Path) -> bool:
    if step.doing == "set":
        shorter = min(len(step.path), len(path))
        return step.path[:shorter] == path[:shorter]
    above, index = step.path[:-1], step.path[-1]
    if path[: len(above)] != above:
        return above[: len(path)] == path
    if len(path) == len(above):
        return False
    here = path[len(above)]
    return isinstance(here, int) and isinstance(index, int) and here >= index
