"""The file of `load --map`: YAML or JSON that says sheet by sheet what columns mean."""
from __future__ import annotations

from pathlib import Path

import yaml

from etl.mapping import WHOLE, Meanings
from ntm.problems import Problem, WrongUse

MOST_BYTES = 1_000_000
COMMUNE = "COMMUNE"


def read_meanings(file: Path) -> Meanings:
    """What a file says: {sheet: {letters: meaning}}. Raises WrongUse with everything in it that has not this form."""
    try:
        content = file.read_bytes()
        said = yaml.load(content.decode("utf-8-sig"), yaml.BaseLoader) if len(content) <= MOST_BYTES else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise WrongUse(Problem("mapping", {"file": file.name}, variant="unreadable")) from error
    if not isinstance(said, dict) or not said:
        raise WrongUse(Problem("mapping", {"file": file.name}, variant="unreadable"))
    faults = [Problem("mapping", {"file": file.name}, value=str(sheet), variant="form") for sheet, columns in said.items()
              if not isinstance(columns, dict) or not all(isinstance(text, str) for pair in columns.items() for text in pair)]
    if faults:
        raise WrongUse(*faults)
    return tuple(sorted((sheet, _letters(letters), _meaning(text)) for sheet, columns in said.items()
                        for letters, text in columns.items()))


def _letters(text: str) -> str:
    """A column; "commune" says of which commune the whole table is."""
    written = text.strip().upper()
    return WHOLE if written == COMMUNE else written


def _meaning(text: str) -> str:
    written = " ".join(text.split())
    return "ignored" if written == "ignore" else written
