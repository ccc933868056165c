"""A slide's paper: 16:9, typeface, title, text, footer with number and sample mark. Lengths in points."""
from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from ntm.briefing.blanks import pieces
from ntm.briefing.content import Content, Paragraph
from ntm.briefing.writers.chart_look import paint
from ntm.briefing.writers.fitting import arial, arial_bold, cut_to_fit, fitting_size, halved, height_of
from ntm.briefing.writers.wording import place_and_day
from ntm.palette import LIGHT
from ntm.texts import t

FONT = "Arial"  # on every machine, with every Vietnamese letter; LibreOffice has one of the same widths
WIDTH, HEIGHT, EDGE = 960, 540, 36
# Read from ten metres: nothing on a slide is under 15 points, which is 20 px of 720.
ONE_LINE, TITLE_SIZES, TEXT_SIZES = (32, 30, 28, 27), (30, 28, 26, 24, 22, 20, 18), (22, 20, 18, 16, 15)
FOOT_SIZE, AFTER, SLACK = 15, 8, 1.02
_TITLE_ONLY = 5  # place of the layout in python-pptx's own template


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Left, top, width, height as python-pptx takes them."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


TITLE = Box(EDGE, 20, WIDTH - 2 * EDGE, 84)
BODY = Box(EDGE, 116, WIDTH - 2 * EDGE, 376)
FOOT = Box(EDGE, 502, WIDTH - 2 * EDGE - 80, 26)
NUMBER = Box(WIDTH - EDGE - 80, 502, 80, 26)


def new_deck(content: Content) -> Deck:
    """An empty deck: its pages 16:9, its layouts stretched to that, its title said in its properties."""
    deck = Presentation()
    stretch = Pt(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for paper in (deck.slide_master, *deck.slide_layouts):
        for shape in paper.shapes:
            if shape.element.find(f".//{qn('a:xfrm')}") is not None:
                shape.left, shape.width = int(shape.left * stretch), int(shape.width * stretch)
    for latin in deck.slide_master.element.iter(qn("a:latin")):
        latin.set("typeface", FONT)
    said = deck.core_properties
    said.title, said.subject, said.author = f"{content.title} {content.subject}", content.place, content.head.body or ""
    said.created = said.modified = content.request.known_at
    said.language = content.request.lang
    return deck


def to_bytes(deck: Deck) -> bytes:
    """The deck as a .pptx file."""
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def add_slide(deck: Deck, content: Content, title: str, box: Box = TITLE) -> Slide:
    """A slide with a title that fits, and its footer: the day, the sample mark, the number."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = box.edges
    _put_title(heading.text_frame, title, box)
    heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    lang = content.request.lang
    marks = [place_and_day(content), *([t("sample", lang)] if content.is_sample else [])]
    add_text(slide, " · ".join(marks), (FOOT_SIZE,), FOOT, colour=LIGHT.quiet_ink)
    _add_number(slide)
    return slide


def _put_title(frame: TextFrame, title: str, box: Box) -> None:
    """One line where it fits, else two of about the same length, for which the box is narrowed from the right."""
    one_line = [size for size in ONE_LINE if arial_bold(title) * size <= box.width]
    put_text(frame, title, one_line[:1] or TITLE_SIZES, box, is_bold=True)
    if one_line:
        return
    width = SLACK * max(map(arial_bold, halved(title))) * frame.paragraphs[0].runs[0].font.size.pt
    frame.margin_right = Pt(max(box.width - width, 0))


def add_text(slide: Slide, text: str, sizes: Sequence[int], box: Box, *, is_bold: bool = False, colour: str = LIGHT.ink) -> None:
    """A box with one text, in the largest size that fits."""
    put_text(slide.shapes.add_textbox(*box.edges).text_frame, text, sizes, box, is_bold=is_bold, colour=colour)


def put_text(frame: TextFrame, text: str, sizes: Sequence[int], box: Box, *, is_bold: bool = False, colour: str = LIGHT.ink) -> None:
    """A text into a frame, in the largest size that fits; what even the smallest does not hold is cut."""
    _settle(frame)
    em = arial_bold if is_bold else arial
    size = fitting_size([text], sizes, box.width, box.height, em)
    _write(frame.paragraphs[0], cut_to_fit(text, size, box.width, box.height, em), size, is_bold, colour)


def add_points(slide: Slide, points: Sequence[Paragraph], box: Box, more: str) -> None:
    """Sentences one beneath the other, their figures bold, in the largest size that fits; `more`: where those are that do not."""
    frame = slide.shapes.add_textbox(*box.edges).text_frame
    _settle(frame)
    size = fitting_size([point.text for point in points], TEXT_SIZES, box.width, box.height, arial_bold, AFTER)
    kept = _kept_points(points, size, box, more)
    for place, point in enumerate(kept):
        line = frame.add_paragraph() if place else frame.paragraphs[0]
        line.space_after = Pt(AFTER)
        if point.is_item:
            _write(line, "– ", size, False, LIGHT.ink)
        for run in point.runs:
            is_plain = isinstance(run, str)
            _write(line, run if is_plain else run.text, size, not is_plain, LIGHT.ink)


def _kept_points(points: Sequence[Paragraph], size: int, box: Box, more: str) -> Sequence[Paragraph]:
    """The first points that fit, one at least; the last line says where the others are."""
    for count in range(len(points), 1, -1):
        kept = points if count == len(points) else [*points[:count], Paragraph((more,))]
        if height_of([point.text for point in kept], size, box.width, arial_bold, AFTER) <= box.height:
            return kept
    return points if len(points) == 1 else [points[0], Paragraph((more,))]


def set_notes(slide: Slide, lines: Sequence[str]) -> None:
    """What the presenter reads beneath the slide."""
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def describe(shape: object, text: str) -> None:
    """Alternative text of a shape, for who cannot see it."""
    shape.element.xpath(".//p:cNvPr")[0].set("descr", text)


def _settle(frame: TextFrame) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _write(line: _Paragraph, text: str, size: int, is_bold: bool, colour: str) -> None:
    """A text at a line's end; its blanks stand out."""
    line.alignment = PP_ALIGN.LEFT
    for part, is_blank in pieces(text):
        run = line.add_run()
        run.text = part
        run.font.name, run.font.size, run.font.bold, run.font.italic = FONT, Pt(size), is_bold, is_blank
        run.font.color.rgb = paint(LIGHT.ratings["off_track"].ink if is_blank else colour)


def _add_number(slide: Slide) -> None:
    """The layout's number, which python-pptx leaves behind."""
    for found in slide.slide_layout.placeholders:
        if found.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes.element.append(deepcopy(found.element))
    number = slide.shapes[-1]
    number.left, number.top, number.width, number.height = NUMBER.edges
    for said in number.element.iter(qn("a:rPr"), qn("a:defRPr")):
        said.set("sz", str(100 * FOOT_SIZE))
