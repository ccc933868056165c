"""Emulation movements as frozen records: `load_movements()` reads data/movements/*.yaml, checked whole at start.

A new movement is a new file: its phases, awards, standards and dossier parts follow from it.
"""
from ntm.movements.loading import find_listed, load_movements, movement_of, read_movements
from ntm.movements.records import NOMINEES, Award, Form, Movement, Part, Phase, Standard, named

__all__ = [
    "NOMINEES", "Award", "Form", "Movement", "Part", "Phase", "Standard", "find_listed", "load_movements", "movement_of", "named",
    "read_movements",
]
