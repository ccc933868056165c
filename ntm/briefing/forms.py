"""The forms that a briefing can have, by the ending of its file."""
from __future__ import annotations

from pathlib import PurePath

from ntm.briefing.content import Content
from ntm.briefing.writers.docx import write_docx
from ntm.briefing.writers.pdf import write_pdf
from ntm.briefing.writers.pptx import write_pptx
from ntm.briefing.writers.xlsx import write_xlsx
from ntm.problems import Problem, WrongUse

FORMS = ("docx", "pptx", "xlsx", "pdf")
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_WRITERS = {"pptx": write_pptx, "xlsx": write_xlsx, "pdf": write_pdf}


def form_of(name: str) -> str:
    """The form that a file's name asks for. Raises WrongUse for any other."""
    form = PurePath(name).suffix.lower().lstrip(".")
    if form not in FORMS:
        raise WrongUse(Problem("brief-form", {"known": ", ".join(f".{one}" for one in FORMS)}, value=PurePath(name).name))
    return form


def write_form(content: Content, form: str, template: bytes | None = None) -> bytes:
    """The content in a form; a template of the office is for Word alone."""
    return write_docx(content, template) if form == "docx" else _WRITERS[form](content)


def file_name(content: Content, form: str, mark: str) -> str:
    """A name for the file: "midterm-2023-12-31-064.docx"; `mark` says that it is a sample."""
    asked = content.request
    parts = (asked.kind, asked.as_of.isoformat(), asked.commune or asked.district, mark if content.is_sample else None)
    return "-".join(part for part in parts if part) + f".{form}"
