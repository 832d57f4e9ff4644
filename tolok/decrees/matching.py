"""Pair the rows of two lists by likeness: the best pairing as a whole, not row by row.

Pure Python. Whatever list comes first, the pairs are the same.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from tolok.reader.lint.likeness import folded


# Two texts of one position are one reworded text from this likeness on (0 to 1); of two
# positions from the stricter one.
ALIKE = 0.62
ALIKE_ELSEWHERE = 0.84
# What is more than this many rows a side is paired greedily: the exact way takes its cube.
LARGEST_BLOCK = 60
# A word in more rows than this tells nothing about which of them belong together.
COMMONEST_WORD = 40

Weights = Mapping[tuple[int, int], float]
Pairs = dict[int, int]


def likeness(one: str, other: str) -> float:
    """How like two texts are, 0 to 1, whatever their spelling; order of words counts little."""
    first, second = folded(one), folded(other)
    if first == second:
        return 1.0
    score = max(fuzz.ratio(first, second), 0.96 * fuzz.token_sort_ratio(first, second))
    return round(score / 100, 4)


def pair_equals(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pairs:
    """Pair equal keys: the first with the first, the second with the second."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(after):
        places[key].append(index)
    taken: dict[Hashable, int] = defaultdict(int)
    pairs: Pairs = {}
    for index, key in enumerate(before):
        if taken[key] < len(places.get(key, ())):
            pairs[index] = places[key][taken[key]]
            taken[key] += 1
    return pairs


def candidates(before: Sequence[str], after: Sequence[str]) -> set[tuple[int, int]]:
    """The rows worth comparing: all of two short lists, else those that share a rare word."""
    if len(before) * len(after) <= LARGEST_BLOCK**2:
        return {(i, j) for i in range(len(before)) for j in range(len(after))}
    rows: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((before, after)):
        for index, text in enumerate(texts):
            for word in set(folded(text).split()):
                rows[word][side].append(index)
    return {
        (i, j)
        for left, right in rows.values()
        if len(left) + len(right) <= COMMONEST_WORD
        for i in left
        for j in right
    }


def best_pairs(
    weights: Weights, before: Sequence[Hashable], after: Sequence[Hashable]
) -> Pairs:
    """Choose the pairs whose weights make the greatest sum, each row used once.

    `before` and `after` are the rows' keys: they decide, in the same way from both sides,
    between pairings of one weight.
    """
    pairs: Pairs = {}
    for left, right in _blocks(weights):
        turned = _is_turned([before[i] for i in left], [after[j] for j in right])
        block = (right, left) if turned else (left, right)
        table = [
            [
                weights.get((column, row) if turned else (row, column), 0.0)
                for column in block[1]
            ]
            for row in block[0]
        ]
        choose = assign if max(len(left), len(right)) <= LARGEST_BLOCK else take_best
        for row, column in choose(table):
            one, other = block[0][row], block[1][column]
            if turned:
                one, other = other, one
            if weights.get((one, other), 0.0) > 0:
                pairs[one] = other
    return pairs


def _is_turned(left: Sequence[Hashable], right: Sequence[Hashable]) -> bool:
    return (len(left), repr(left)) > (len(right), repr(right))


def _blocks(weights: Weights) -> Iterable[tuple[list[int], list[int]]]:
    """Part the rows into blocks that share no pair, so that each can be solved alone."""
    lefts: dict[int, list[int]] = defaultdict(list)
    rights: dict[int, list[int]] = defaultdict(list)
    for i, j in weights:
        lefts[i].append(j)
        rights[j].append(i)
    seen: set[int] = set()
    for start in sorted(lefts):
        if start in seen:
            continue
        seen.add(start)
        left, right, open_rows = [start], set[int](), [start]
        while open_rows:
            for j in lefts[open_rows.pop()]:
                if j in right:
                    continue
                right.add(j)
                new = [i for i in rights[j] if i not in seen]
                seen.update(new)
                left += new
                open_rows += new
        yield sorted(left), sorted(right)


def assign(table: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Solve one assignment for the greatest sum (Hungarian method, rows ≤ columns)."""
    if not table or len(table) > len(table[0]):
        columns = len(table[0]) if table else 0
        turned = assign([[row[j] for row in table] for j in range(columns)])
        return [(row, column) for column, row in turned]
    rows, columns = len(table), len(table[0])
    infinite = float("inf")
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder, came_from = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0], column = row, 0
        least, used = [infinite] * (columns + 1), [False] * (columns + 1)
        while True:
            used[column] = True
            current, step, following = holder[column], infinite, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = -table[current - 1][j - 1] - row_price[current] - column_price[j]
                if cost < least[j]:
                    least[j], came_from[j] = cost, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    row_price[holder[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = following
            if holder[column] == 0:
                break
        while column:
            holder[column] = holder[came_from[column]]
            column = came_from[column]
    return [(holder[j] - 1, j - 1) for j in range(1, columns + 1) if holder[j]]


def take_best(table: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Take the best pair left, again and again: near the best sum, for large blocks."""
    cells = sorted(
        (-weight, i, j)
        for i, row in enumerate(table)
        for j, weight in enumerate(row)
        if weight > 0
    )
    rows, columns, chosen = set[int](), set[int](), []
    for _weight, i, j in cells:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            chosen.append((i, j))
    return chosen


def moved_rows(
    order: Sequence[int], before: Sequence[str], after: Sequence[str]
) -> set[int]:
    """Return which rows left the order that most kept.

    `order[k]` is the place, among the paired rows of the first list, of the k-th paired row
    of the second; `before` and `after` are the rows' keys in both orders.
    """
    if list(order) == sorted(order):
        return set()
    if _is_turned(list(before), list(after)):
        turned = [0] * len(order)
        for place, other in enumerate(order):
            turned[other] = place
        kept = {turned[place] for place in longest_rise(turned)}
    else:
        kept = set(longest_rise(order))
    return set(range(len(order))) - kept


def longest_rise(values: Sequence[float]) -> list[int]:
    """The places of one longest rising run (not necessarily adjacent)."""
    tails: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if values[tails[middle]] < value:
                low = middle + 1
            else:
                high = middle
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [index]
    run: list[int] = []
    place = tails[-1] if tails else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def score_all(
    pairs: Iterable[tuple[int, int]],
    score: Callable[[int, int], float],
    *,
    least: float,
) -> dict[tuple[int, int], float]:
    """Score candidate pairs; those below `least` are no pairs."""
    scored = ((pair, score(*pair)) for pair in pairs)
    return {pair: weight for pair, weight in scored if weight >= least}
