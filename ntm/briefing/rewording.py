"""Sentences of a Word file held against those of the content made again: which of them no longer stand as they were.

What a person adds in a paragraph of its own is no edit, nor what he fills into a blank. A figure that was changed inside its link
is told as a figure (`ntm.briefing.verify`), so a sentence whose words around the figures still stand is not told once more.
"""
from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ntm.briefing.blanks import pieces
from ntm.briefing.content import Chart, Field, Paragraph, Table
from ntm.briefing.paper import Heading, Paper, Part, Shown
from ntm.briefing.paper_words import stamp_lines, table_notes
from ntm.texts import t

FIGURE = "\ue001"  # stands for a figure's link, which is compared by itself
_BLANK = "\ue000"  # stands for what a person fills in, or Word counts
_ALIKE = 0.5  # from here on two paragraphs are taken for the same one, edited
_LONGEST = 5_000  # letters; no sentence of ours is so long, and to look for one there takes long
_AROUND = 6  # words told before and after what differs


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph of a file: its text, and the text with FIGURE in place of each figure that leads to a table."""

    text: str
    masked: str


def reworded(paper: Paper, theirs: list[Written]) -> Iterator[tuple[str, str]]:
    """Each sentence that no longer stands: the stretch that differs, ours and the file's ("" where nothing is like it)."""
    left = [Written(_plain(one.text), _plain(one.masked)) for one in theirs if len(one.text) <= _LONGEST]
    ours = [one for one in _sentences(paper) if any(sign.isalnum() for sign in one.text)]
    missing = _unmatched(_unmatched(ours, left, is_masked=False), left, is_masked=True)
    for sentence in missing:
        said = sentence.text.replace(_BLANK, "…")
        near = _nearest(said, left)
        if near is None:
            yield said, ""
        else:
            left.remove(near)
            yield _differing(said, near.text)


def _nearest(said: str, left: list[Written]) -> Written | None:
    """The paragraph that is most like a sentence, if any is."""
    likeness = {place: match.ratio() for place, one in enumerate(left)
                if (match := SequenceMatcher(None, said, one.text, autojunk=False)).real_quick_ratio() >= _ALIKE
                and match.quick_ratio() >= _ALIKE}
    best = max(likeness, key=likeness.__getitem__, default=None)
    return left[best] if best is not None and likeness[best] >= _ALIKE else None


def _unmatched(ours: list[Written], left: list[Written], *, is_masked: bool) -> list[Written]:
    """Those of ours that no paragraph left is like; the others take theirs away, those without a blank first."""
    missing = []
    for sentence in sorted(ours, key=lambda one: _BLANK in one.text):
        parts = [part.strip() for part in (sentence.masked if is_masked else sentence.text).split(_BLANK)]
        found = next((one for one in left if _fits(parts, one.masked if is_masked else one.text)), None)
        if found is None:
            missing.append(sentence)
        else:
            left.remove(found)
    return [one for one in ours if any(one is other for other in missing)]


def _fits(parts: list[str], text: str) -> bool:
    """Whether a text is these parts in their order, with anything in the blanks between them."""
    first, *between = parts
    if not between:
        return text == first
    *middle, last = between
    if not text.startswith(first) or not text.endswith(last):
        return False
    place, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return place <= end


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _sentences(paper: Paper) -> Iterator[Written]:
    """What a Word file says in its sentences, titles, notes and stamp, blanks marked; tables are compared by themselves."""
    for part in (*paper.text, *paper.annexes):
        yield from _of_part(part, paper)
    for line in stamp_lines(paper.content):
        yield _written(line)


def _of_part(part: Part, paper: Paper) -> Iterator[Written]:
    if isinstance(part, Paragraph):
        runs = [(_marked(run.text if isinstance(run, Field) else run), isinstance(run, Field) and run.table in paper.labels)
                for run in part.runs]
        yield Written(_plain("".join(text for text, _ in runs)), _plain("".join(FIGURE if is_link else text for text, is_link in runs)))
    elif isinstance(part, Heading):
        if any(sign.isdigit() for sign in part.text):
            yield _written(part.text)
    elif isinstance(part, Shown):
        yield from _of_shown(part, paper)


def _of_shown(shown: Shown, paper: Paper) -> Iterator[Written]:
    what, lang = shown.what, paper.content.request.lang
    if shown in paper.annexes:
        yield _written(what.title)
    elif isinstance(what, Chart) or not paper.is_sheet:
        name = t("paper.chart" if isinstance(what, Chart) else "paper.table", lang)
        yield _written(f"{name} {_BLANK}. {what.title}")
    if isinstance(what, Table) and not what.is_form:  # a form's note goes when it is filled in
        for note in table_notes(what, paper):
            yield _written(note)


def _written(text: str) -> Written:
    return Written(_plain(_marked(text)), _plain(_marked(text)))


def _marked(text: str) -> str:
    return "".join(_BLANK if is_blank else piece for piece, is_blank in pieces(text))


def _differing(ours: str, theirs: str) -> tuple[str, str]:
    """The words that differ, with some before and after them."""
    first, second = ours.split(), theirs.split()
    shorter = min(len(first), len(second))
    start = next((place for place in range(shorter) if first[place] != second[place]), shorter)
    end = next((place for place in range(shorter - start) if first[-1 - place] != second[-1 - place]), shorter - start)
    return _cut(first, start, end), _cut(second, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    return " ".join((*["…"] * (first > 0), *words[first:last], *["…"] * (last < len(words))))
