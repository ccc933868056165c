"""What pages with typed-in records do with a workbook of them: give it out, take it in."""
from etl.records_load import give_out, take_in
from ntm import clock
from ntm.records.kinds import load_kinds
from ntm.ui import answers
from ntm.ui.records.desk import Workbook


def workbook(lang: str) -> Workbook:
    """The workbook of a page's records in the reader's language."""
    def write(kind: str) -> bytes:
        """The workbook of a kind's records."""
        return give_out(answers.opened(), answers.facts(), load_kinds()[kind], clock.now(), lang=lang)

    def read(kind: str, name: str, content: bytes, by: str) -> tuple[int | None, int]:
        """Take a workbook in: the save's number and how many records it changed."""
        return take_in(answers.opened(), answers.facts(), load_kinds()[kind], name, content, by, clock.now())

    return Workbook(write, read)
