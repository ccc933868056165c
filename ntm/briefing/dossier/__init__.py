"""The papers of a commendation dossier, prefilled from what is recorded: contents as frozen records, written in the format of NĐ 30/2020.

What only a person knows is a blank between ⟦ and ⟧; nothing is guessed.
"""
from ntm.briefing.dossier.contents import Dossier, dossier_of, make_paper, paper_name
from ntm.briefing.dossier.paper import Paper, write_paper

__all__ = ["Dossier", "Paper", "dossier_of", "make_paper", "paper_name", "write_paper"]
