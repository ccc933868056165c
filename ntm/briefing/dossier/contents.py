"""What the papers of a dossier say: the proposal with its list, the merits by standard, the minutes of the unit's meeting."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from ntm.briefing import nd30
from ntm.briefing.dossier.paper import Grid, Heading, Paper, Signer
from ntm.briefing.letterhead import Letterhead, letterhead_on
from ntm.movements import NOMINEES, Movement, movement_of
from ntm.names import normalise_name
from ntm.progress.evaluate import Question
from ntm.progress.movement.about import past_about
from ntm.progress.movement.board import Nominee, board, nominee
from ntm.progress.movement.gather import lives_touched, moved_by, standards_for, unit_rate
from ntm.progress.record_words import Words
from ntm.progress.timeline import Past
from ntm.texts import format_count, format_date, format_share, small, t

LANG = nd30.LANG
_FILES = {"proposal": "van-ban-de-nghi", "summary": "tom-tat-thanh-tich", "report": "bao-cao-thanh-tich", "minutes": "bien-ban-hop-xet"}


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the papers of one nominee are made of. `together`: the nominees of the same unit and phase, who share a proposal."""

    own: Nominee
    together: tuple[Nominee, ...]
    words: Words
    past: Past
    head: Letterhead
    day: date
    is_sample: bool

    @property
    def unit(self) -> str:
        """The unit that nominates."""
        return self.own.body["unit"]

    @property
    def movement(self) -> Movement:
        """The movement of the phase."""
        return movement_of(self.own.phase.key)


def dossier_of(con: duckdb.DuckDBPyConnection, words: Words, record_id: str, day: date, question: Question, *, is_sample: bool) -> Dossier:
    """What is known for one nominee's papers on a day. Raises WrongUse where there is no such nomination."""
    own = nominee(record_id, words.known, day)
    unit = normalise_name(own.body["unit"])
    together = tuple(one for one in board(own.phase, words.known, day) if normalise_name(one.body["unit"]) == unit)
    past = past_about(con, lives_touched([own.body], words), question, day)
    head = letterhead_on(con, day, question.known_at)
    return Dossier(own, together or (own,), words, past, _unit_head(head, own.body["unit"]), day, is_sample)


def _unit_head(head: Letterhead, unit: str) -> Letterhead:
    """The unit's own letterhead beneath the department: who signs for the unit is left to a person."""
    return replace(head, superior=head.body or nd30.blank("body"), body=unit, authority=None, signer_title=None, signer=None, unit=None,
                   short=None)


def paper_name(paper: str, record_id: str) -> str:
    """The file name of a nomination's paper."""
    return f"{_FILES[paper]}-{record_id}.docx"


def make_paper(paper: str, dossier: Dossier) -> Paper:
    """One paper: "proposal", "summary", "report" or "minutes"."""
    return _PAPERS[paper](dossier)


def _plan(movement: Movement) -> str:
    return t("dossier.plan", LANG, number=movement.document.number, day=format_date(movement.document.issued, LANG),
             body=movement.body.in_(LANG), name=movement.name.in_(LANG))


def _proposal(dossier: Dossier) -> Paper:
    phase, movement, unit = dossier.own.phase, dossier.movement, dossier.unit
    council, decides = movement.council.in_(LANG), movement.decides.in_(LANG)
    blocks = (
        t("dossier.proposal.basis", LANG, plan=_plan(movement)),
        t("dossier.proposal.minutes", LANG, day=_minutes_day(dossier), unit=unit),
        t("dossier.proposal.asks", LANG, unit=unit, council=council, decides=decides, counted=_counted(dossier),
          name=movement.name.in_(LANG), phase=small(phase.title.in_(LANG))),
        _nominee_grid(dossier), t("dossier.proposal.attached", LANG, parts=_attached(dossier)),
        t("dossier.proposal.end", LANG, council=council, decides=decides),
    )
    return _paper(dossier, "proposal", blocks, subject=t("dossier.proposal.subject", LANG, phase=small(phase.title.in_(LANG))),
                  addressees=(council,), recipients=(t("letter.as_above", LANG), t("letter.kept", LANG, unit=unit)),
                  signers=(Signer(nd30.blank("unit_head"), "", nd30.blank("signer")),))


def _counted(dossier: Dossier) -> str:
    """How many collectives and individuals are proposed: "01 tập thể, 02 cá nhân"; of what there is none nothing is said."""
    counts = {kind: sum(one.body["kind"] == kind for one in dossier.together) for kind in NOMINEES}
    return ", ".join(t("dossier.counted", LANG, count=format_count(count, LANG), of=t(f"dossier.of.{kind}", LANG))
                     for kind, count in counts.items() if count)


def _attached(dossier: Dossier) -> str:
    names = [small(one.part.title.in_(LANG)) for one in dossier.own.parts if one.part.paper != "proposal"]
    return "; ".join(names) or nd30.blank("parts")


def _nominee_grid(dossier: Dossier) -> Grid:
    headings = ("number", "nominee", "of", "unit", "award")
    columns = tuple(nd30.Column(t(f"dossier.column.{name}", LANG), width, is_centred)
                    for name, width, is_centred in zip(headings, (10, 50, 22, 41, 42), (True, False, True, False, False), strict=True))
    rows = tuple((str(place), one.body["name"], t(f"dossier.of.{one.body['kind']}", LANG), one.body["unit"], _award(one))
                 for place, one in enumerate(dossier.together, 1))
    return Grid(columns, rows)


def _award(one: Nominee) -> str:
    return one.award.title.in_(LANG)


def _merits(dossier: Dossier, *, is_report: bool) -> Paper:
    own, movement = dossier.own, dossier.movement
    name = "report" if is_report else "summary"
    blocks: list[str | Heading | Grid] = [
        Heading(t("dossier.merits.about", LANG)),
        t("dossier.merits.name", LANG, name=own.body["name"], of=t(f"dossier.of.{own.body['kind']}", LANG)),
        t("dossier.merits.unit", LANG, unit=own.body["unit"]),
        t("dossier.merits.duty", LANG, duty=nd30.blank("duty")),
        Heading(t("dossier.merits.merits", LANG, first=format_date(own.phase.covers_from, LANG),
                  last=format_date(min(own.phase.covers_to, dossier.day), LANG))),
    ]
    for place, standard in enumerate(standards_for(own.body), 1):
        blocks.append(Heading(t("dossier.merits.standard", LANG, number=place, standard=standard.title.in_(LANG).rstrip("."))))
        blocks += _evidence(dossier, standard.key)
        if "guiding_document" in standard.gathers:
            blocks += _rate(dossier)
    asks = t("dossier.merits.asks", LANG, unit=dossier.unit, award=_award(own), name=own.body["name"], movement=movement.name.in_(LANG))
    blocks += [Heading(t("dossier.merits.asks_title", LANG)), asks]
    left = Signer(t("dossier.confirms", LANG), t("dossier.sign_seal", LANG), nd30.blank("signer"))
    right = Signer(nd30.blank("unit_head" if own.body["kind"] == "collective" else "author"), t("dossier.sign", LANG), nd30.blank("signer"))
    title = (t(f"dossier.{name}.title", LANG), t("dossier.merits.for", LANG, award=_award(own)), t("dossier.merits.in", LANG,
             name=movement.name.in_(LANG)))
    return _paper(dossier, name, tuple(blocks), title=title,
                  number_kind="BC" if is_report else None, form=_form(dossier) if is_report else None,
                  signers=(left, right) if is_report else (Signer(t("dossier.unit_signs", LANG), "", nd30.blank("signer")),),
                  recipients=() if is_report else (movement.council.in_(LANG), t("letter.kept", LANG, unit=dossier.unit)))


def _form(dossier: Dossier) -> str:
    """The form that the decree of the day asks for; its number a blank where it is not known."""
    form = dossier.movement.form_on(dossier.day)
    if form is None:
        return t("dossier.form", LANG, number=nd30.blank("form"), decree=nd30.blank("decree"))
    return t("dossier.form", LANG, number=form.number or nd30.blank("form"), decree=form.decree)


def _evidence(dossier: Dossier, standard: str) -> list[str]:
    """What stands in the dossier for a standard, each with what the figures said before and after; a blank where nothing does."""
    lines = []
    for body in dossier.words.known.get("merit", {}).values():
        if body["nomination"] == dossier.own.id and body["standard"] == standard:
            moved = [moved_by("activity", one, dossier.words, dossier.past, LANG) for one in body.get("activities", [])]
            told = "; ".join(one for one in moved if one)
            lines.append(t("dossier.evidence", LANG, text=body["text"].rstrip(". ")) +
                         (t("dossier.moved", LANG, text=told.rstrip(". ")) if told else ""))
    return lines or [t("dossier.evidence", LANG, text=nd30.blank("evidence"))]


def _rate(dossier: Dossier) -> list[str]:
    rate = unit_rate(dossier.own.body, dossier.own.phase, dossier.words, dossier.day)
    return [t("dossier.rate", LANG, unit=dossier.unit, share=format_share(rate.on_time, rate.judged, LANG))] if rate.judged else []


def _minutes(dossier: Dossier) -> Paper:
    own, movement, unit = dossier.own, dossier.movement, dossier.unit
    blocks: list[str | Heading | Grid] = [
        t("dossier.minutes.when", LANG, day=_minutes_day(dossier), unit=unit),
        Heading(t("dossier.minutes.present_title", LANG)),
        t("dossier.minutes.present", LANG, chair=nd30.blank("signer"), clerk=nd30.blank("signer"), people=nd30.blank("people")),
        Heading(t("dossier.minutes.about_title", LANG)),
        t("dossier.minutes.about", LANG, plan=_plan(movement), phase=small(own.phase.title.in_(LANG))),
        t("dossier.minutes.looked", LANG),
        _vote_grid(dossier),
        t("dossier.minutes.said", LANG, remarks=nd30.blank("remarks")),
        Heading(t("dossier.minutes.end_title", LANG)),
        t("dossier.minutes.end", LANG, unit=unit, council=movement.council.in_(LANG), count=format_count(len(dossier.together), LANG)),
        t("dossier.minutes.closed", LANG, hour=nd30.blank("hour")),
    ]
    signers = (Signer(t("dossier.clerk", LANG), t("dossier.sign", LANG), nd30.blank("signer")),
               Signer(t("dossier.chair", LANG), t("dossier.sign", LANG), nd30.blank("signer")))
    return _paper(dossier, "minutes", tuple(blocks), number_kind="BB", signers=signers,
                  title=(t("dossier.minutes.title", LANG), t("dossier.minutes.of", LANG, phase=small(own.phase.title.in_(LANG)))))


def _vote_grid(dossier: Dossier) -> Grid:
    """Each nominee with how much evidence stands for which standard, and the votes: typed in, or left to a person."""
    names, widths = ("number", "nominee", "standards", "votes"), (10, 45, 70, 40)
    columns = tuple(nd30.Column(t(f"dossier.column.{name}", LANG), width, name in ("number", "votes"))
                    for name, width in zip(names, widths, strict=True))
    rows = tuple((str(place), f"{one.body['name']} ({t('dossier.of.' + one.body['kind'], LANG)})", _standards_words(dossier, one),
                  _votes(one)) for place, one in enumerate(dossier.together, 1))
    return Grid(columns, rows)


def _standards_words(dossier: Dossier, one: Nominee) -> str:
    held = [body["standard"] for body in dossier.words.known.get("merit", {}).values() if body["nomination"] == one.id]
    counts = {standard.short.in_(LANG): format_count(held.count(standard.key), LANG) for standard in standards_for(one.body)}
    return "; ".join(t("dossier.minutes.standard", LANG, standard=short, count=count) for short, count in counts.items())


def _votes(one: Nominee) -> str:
    said = next((body for _, body in reversed(one.reviews) if body["kind"] == "unit_minutes" and "votes" in body), None)
    if said is None:
        return t("dossier.minutes.votes", LANG, votes_for=nd30.blank("votes"), votes=nd30.blank("votes"))
    return t("dossier.minutes.votes", LANG, votes_for=said.get("votes_for", nd30.blank("votes")), votes=said["votes"])


def _minutes_day(dossier: Dossier) -> str:
    """The day of the unit's meeting where it is known."""
    days = [body["day"] for _, body in dossier.own.reviews if body["kind"] == "unit_minutes"]
    return format_date(date.fromisoformat(days[-1]), LANG) if days else nd30.blank("day")


def _paper(
    dossier: Dossier, name: str, blocks: Sequence[str | Heading | Grid], *, subject: str | None = None, title: tuple[str, ...] = (),
    number_kind: str | None = None, form: str | None = None, addressees: tuple[str, ...] = (), recipients: tuple[str, ...] = (),
    signers: tuple[Signer, ...] = (),
) -> Paper:
    return Paper(paper_name(name, dossier.own.id), dossier.head, number_kind, subject, title, form, addressees, tuple(blocks), recipients,
                 signers, dossier.day.year, dossier.is_sample)


_PAPERS: Mapping[str, Callable[[Dossier], Paper]] = {
    "proposal": _proposal, "summary": lambda one: _merits(one, is_report=False), "report": lambda one: _merits(one, is_report=True),
    "minutes": _minutes,
}
