"""A few hundred broken files: no exception but ours, no figure that is not in its file."""

from __future__ import annotations

from benchmarks.fuzz import run, sources


def test_broken_files_never_crash_and_invent_nothing():
    seen = run(400, 4, sources())
    assert seen["figures"] > 500 and seen["figures not in the file"] == 0
    assert seen["bytes: bad-file"] > 30 and seen["cells: read, cells refused"] > 30
