"""Type that fits its box by a rule of length, so that a file needs nobody to open and mend it."""
from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

LEADING = 1.2
Measure = Callable[[str], float]  # the width of a text in parts of the type's size

# Letters by their width in Arial, in thousandths of the size; any other sign is taken to be as wide as it is high.
_WIDTHS = {
    letter: width for width, letters in {
        222: "ijl'", 278: " .,:;/!|Itf", 333: "()[]-r“”", 355: "\"", 400: "*", 500: "ckszvxyJ", 556: "0123456789abdeghnopqu?L–đ",
        584: "+<>=−", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUwĐ", 778: "GOQ", 833: "mM", 889: "%", 944: "W",
    }.items() for letter in letters
}
_HORN, _HORN_WIDTH, _BOLD = "\u031b", 100, 1.08


def arial(text: str, weight: float = 1.0) -> float:
    """The width of a text in Arial, in parts of its size: accents take no room, a horn (ơ, ư) takes a little."""
    letters = unicodedata.normalize("NFD", text)
    return weight / 1000 * sum(_HORN_WIDTH if letter == _HORN else 0 if unicodedata.combining(letter) else _WIDTHS.get(letter, 1000)
                               for letter in letters)


arial_bold = partial(arial, weight=_BOLD)


def lines_of(text: str, size_pt: float, width_pt: float, em: float | Measure = arial) -> int:
    """How many lines a text takes in a box of a width, broken between words. `em`: the mean width of a letter, or how it is measured."""
    measure: Measure = em if callable(em) else lambda word: len(word) * em
    room, blank = width_pt / size_pt + 1e-9, measure(" ")
    lines, used = 1, 0.0
    for word in text.split():
        width = measure(word)
        needed = width + (blank if used else 0)
        if used + needed <= room:
            used += needed
            continue
        lines += (1 if used else 0) + int(width / room)
        used = width % room
    return lines


def fitting_size(
    texts: Sequence[str], sizes: Sequence[int], width_pt: float, height_pt: float, em: float | Measure = arial, after: float = 0,
) -> int:
    """The largest of some sizes at which the paragraphs fit a box; the smallest where none does. `after`: each paragraph's space."""
    return next((size for size in sizes if height_of(texts, size, width_pt, em, after) <= height_pt), sizes[-1])


def height_of(texts: Sequence[str], size_pt: float, width_pt: float, em: float | Measure = arial, after: float = 0) -> float:
    """Height of some paragraphs in points."""
    return sum(lines_of(text, size_pt, width_pt, em) * size_pt * LEADING + after for text in texts)


def cut_to_fit(text: str, size_pt: float, width_pt: float, height_pt: float, em: float | Measure = arial) -> str:
    """The text, else as many of its words as fit, with "…" after them."""
    if height_of([text], size_pt, width_pt, em) <= height_pt:
        return text
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        shorter = " ".join(words[:count]) + " …"
        if height_of([shorter], size_pt, width_pt, em) <= height_pt:
            return shorter
    return words[0]


def halved(text: str) -> tuple[str, str]:
    """A text as two lines of about the same length, broken after a mark near its middle, else between words there."""
    places = [place for place, letter in enumerate(text) if letter == " "]
    if not places:
        return text, ""
    middle = len(text) / 2
    marks = [place for place in places if text[place - 1] in ",;:)" and abs(place - middle) <= len(text) / 5]
    place = min(marks or places, key=lambda place: abs(place - middle))
    return text[:place], text[place + 1:]
