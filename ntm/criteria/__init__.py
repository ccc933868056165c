"""The law as frozen records: `load_law()` reads data/criteria/*.yaml and data/measures.yaml, checked whole at start.

records.py   what a law consists of, and which set applies on a day
nodes.py     YAML with the line of everything
reading.py   one file -> records, every fault with file and line
linking.py   the files together: references, cycles, a province's set over the national one
loading.py   folders -> texts -> Law
"""
from ntm.criteria.loading import CRITERIA_FOLDER, MEASURES_FILE, law_from_texts, load_law, read_law_texts
from ntm.criteria.records import Answer, CriteriaSet, Document, EvidenceItem, Indicator, Law, Measure, Requirement, Text

__all__ = [
    "CRITERIA_FOLDER", "MEASURES_FILE", "Answer", "CriteriaSet", "Document", "EvidenceItem", "Indicator", "Law", "Measure",
    "Requirement", "Text", "law_from_texts", "load_law", "read_law_texts",
]
