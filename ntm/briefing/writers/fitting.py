"""Type that fits its box by a rule of length, so that a file needs nobody to open and mend it."""
from __future__ import annotations

import math
from collections.abc import Sequence

EM = 0.53  # mean width of a letter of Arial in Vietnamese text, in parts of the size; measured a little wide
BOLD_EM = 0.58
LEADING = 1.2


def lines_of(text: str, size_pt: float, width_pt: float, em: float = EM) -> int:
    """How many lines a text takes in a box of a width; words are not cut, so each line loses a little."""
    a_line = max(int(width_pt / (size_pt * em)), 1)
    lines, used = 1, 0
    for word in text.split():
        needed = len(word) + (1 if used else 0)
        if used + needed <= a_line:
            used += needed
            continue
        lines += (1 if used else 0) + (len(word) - 1) // a_line
        used = (len(word) - 1) % a_line + 1
    return lines


def fitting_size(texts: Sequence[str], sizes: Sequence[int], width_pt: float, height_pt: float, em: float = EM, after: float = 0) -> int:
    """The largest of some sizes at which the paragraphs fit a box; the smallest where none does. `after`: each paragraph's space."""
    return next((size for size in sizes if height_of(texts, size, width_pt, em, after) <= height_pt), sizes[-1])


def height_of(texts: Sequence[str], size_pt: float, width_pt: float, em: float = EM, after: float = 0) -> float:
    """Height of some paragraphs in points."""
    return sum(lines_of(text, size_pt, width_pt, em) * size_pt * LEADING + after for text in texts)


def cut_to_fit(text: str, size_pt: float, width_pt: float, height_pt: float, em: float = EM) -> str:
    """The text, else as many of its words as fit, with "…" after them."""
    if height_of([text], size_pt, width_pt, em) <= height_pt:
        return text
    words = text.split()
    low = max(math.floor(width_pt / (size_pt * em) * height_pt / (size_pt * LEADING) / (len(text) / len(words))), 1)
    for count in range(min(low, len(words)), 0, -1):
        shorter = " ".join(words[:count]) + " …"
        if height_of([shorter], size_pt, width_pt, em) <= height_pt:
            return shorter
    return words[0]
