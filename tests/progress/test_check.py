"""`check` finds what is wrong in a warehouse, and nothing in a sound one."""
from __future__ import annotations

import pytest

from ntm.progress.check import check_warehouse
from ntm.warehouse.generations import Warehouse
from tests.warehouse.test_backup import SHA, add_batch


def test_a_sound_warehouse(empty_warehouse: Warehouse) -> None:
    add_batch(empty_warehouse, b"hello", SHA)
    assert check_warehouse(empty_warehouse) == []


@pytest.mark.parametrize(("damage", "codes"), [
    pytest.param("update batch set accepted = 5", {"check-count"}, id="figures are missing"),
    pytest.param("delete from level_status where unit = (select min(unit) from level_status)", {"check-kept"}, id="kept tables differ"),
    pytest.param("insert into observation select 1, 1, 1, 'quarter', '2023-12-31', '2023-12-31', 0, false, true, null, null, null, 0,"
                 " 99, 0, null, null, 'x'", {"check-orphans"}, id="a figure without its batch"),
])
def test_damage_is_found(empty_warehouse: Warehouse, damage: str, codes: set[str]) -> None:
    add_batch(empty_warehouse, b"hello", SHA)
    with empty_warehouse.writing() as draft:
        draft.con.execute(damage)
    found = check_warehouse(empty_warehouse)
    assert codes <= {problem.code for problem in found}
    assert all(problem.sentence("vi") and problem.sentence("en") for problem in found)


@pytest.mark.parametrize(("content", "variant"), [(None, "missing"), (b"other", "changed")])
def test_files_that_are_gone_or_changed(empty_warehouse: Warehouse, content: bytes | None, variant: str) -> None:
    add_batch(empty_warehouse, b"hello", SHA)
    path = empty_warehouse.folder / "files" / SHA
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    (found,) = check_warehouse(empty_warehouse)
    assert (found.code, found.variant) == ("check-file", variant)
