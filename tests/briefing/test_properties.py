"""Custom properties: the same in Word, Excel and PowerPoint files, read back as they were written."""
from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from pptx import Presentation

from ntm.briefing.stamp import stamp_from, stamp_of, stamp_values
from ntm.briefing.writers.properties import read_properties, with_properties
from tests.briefing.example import EXAMPLE

VALUES = {"ntm-kind": "midterm", "ntm-note": 'Chợ Đồn <&> "A"'}


def saved(made: object) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


OFFICE = [pytest.param(Document, Document, id="docx"), pytest.param(Presentation, Presentation, id="pptx"),
          pytest.param(Workbook, load_workbook, id="xlsx")]


@pytest.mark.parametrize(("make", "open_again"), OFFICE)
def test_properties_come_back(make, open_again) -> None:
    plain = saved(make())
    assert read_properties(plain) == {}
    written = with_properties(plain, VALUES)
    assert read_properties(written) == VALUES
    open_again(io.BytesIO(written))
    assert read_properties(with_properties(written, {"ntm-kind": "year"})) == {"ntm-kind": "year"}


def test_openpyxl_reads_them() -> None:
    book = load_workbook(io.BytesIO(with_properties(saved(Workbook()), VALUES)))
    assert {one.name: one.value for one in book.custom_doc_props.props} == VALUES


def test_a_stamp_comes_back() -> None:
    stamp = stamp_of(replace(EXAMPLE, request=replace(EXAMPLE.request, district="064")))
    assert stamp_from(stamp_values(stamp)) == stamp
    assert stamp_values(stamp)["ntm-commune"] == ""


@pytest.mark.parametrize("change", [
    {"ntm-kind": "novel"}, {"ntm-as-of": "hôm qua"}, {"ntm-known-at": "2024-01-10T08:30:00+07:00"}, {"ntm-fingerprint": "ab"},
    {"ntm-lang": "fr"},
])
def test_a_forged_stamp_is_none(change: dict[str, str]) -> None:
    assert stamp_from(stamp_values(stamp_of(EXAMPLE)) | change) is None
    assert stamp_from({}) is None
