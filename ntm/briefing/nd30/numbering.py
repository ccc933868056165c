"""Native numbering: I. – 1. – a) of the headings, which Word counts itself, and the dash of a list."""
from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart
from docx.text.paragraph import Paragraph

from ntm.briefing.nd30.page import FIRST_LINE_MM, FONT
from ntm.briefing.nd30.styles import HEADINGS, ITEM

_TWIPS_A_MM = 1440 / 25.4
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
_DASH = (("bullet", "-"),)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering of a document: number and level of each style that the paragraphs must carry themselves."""

    own: dict[str, tuple[int, int]]

    def put_on(self, paragraph: Paragraph, style: str) -> None:
        """Number a paragraph whose style, kept from a template, has no number of its own."""
        if style in self.own:
            _set_number(paragraph._p, *self.own[style])


def add_numbering(document: Docx, is_ours: bool) -> Numbering:
    """The headings' and the list's numbering. In our own document the styles carry it; a template's styles are left as they are."""
    root = _numbering_root(document)
    number, dash = _add(root, document, _LEVELS, HEADINGS if is_ours else ()), _add(root, document, _DASH, ())
    wanted = {name: (number, level) for level, name in enumerate(HEADINGS)} | {ITEM: (dash, 0)}
    own: dict[str, tuple[int, int]] = {}
    for name, (number_id, level) in wanted.items():
        style = document.styles[name].element
        if is_ours:
            _set_number(style, number_id, level)
        elif style.pPr is None or style.pPr.numPr is None:
            own[name] = number_id, level
    return Numbering(own)


def _numbering_root(document: Docx) -> BaseOxmlElement:
    """The document's numbering; a template may have none yet."""
    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, parse_xml(f"<w:numbering {nsdecls('w')}/>"),
                             part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made.element


def _add(root: BaseOxmlElement, document: Docx, levels: tuple[tuple[str, str], ...], styles: tuple[str, ...]) -> int:
    """One more numbering of these levels, linked to styles where there are some; its number."""
    abstract = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in root.iterchildren(qn("w:abstractNum"))), default=-1)
    number = 1 + max((int(one.get(qn("w:numId"))) for one in root.iterchildren(qn("w:num"))), default=0)
    style_ids = [document.styles[name].style_id for name in styles] or [None] * len(levels)
    made = "".join(_level(place, *level, style) for place, (level, style) in enumerate(zip(levels, style_ids, strict=True)))
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    definition = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="{kind}"/>{made}'
                           '</w:abstractNum>')
    first = root.find(qn("w:num"))
    if first is None:
        root.append(definition)
    else:
        first.addprevious(definition)  # the format wants every definition before the first use
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return number


def _level(place: int, form: str, text: str, style: str | None) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    indent = f'<w:ind w:left="0" w:firstLine="{round(FIRST_LINE_MM * _TWIPS_A_MM)}"/>'
    font = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="default"/>'
    return (f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr><w:rPr>{font}</w:rPr></w:lvl>')


def _set_number(element: BaseOxmlElement, number: int, level: int) -> None:
    properties = element.get_or_add_pPr().get_or_add_numPr()
    for name, value in (("w:ilvl", level), ("w:numId", number)):
        child = properties.find(qn(name))
        if child is None:
            child = OxmlElement(name)
            properties.append(child)
        child.set(qn("w:val"), str(value))
