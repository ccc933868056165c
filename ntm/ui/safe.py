"""Text from users' files where the browser could take it for more than text: markdown labels, names of downloads."""
from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>])")
_IN_HEADING = re.compile(r"[\\`*_\[\]#~$<>&]|:(?=\S)")
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


def plain_markdown(text: str) -> str:
    """Text for a place that reads markdown, as its letters."""
    return _MARKDOWN.sub(r"\\\1", text)


def plain_heading(text: str) -> str:
    """Text for a title, as its letters: one line, escaped where markdown would change it within a line, and nowhere else."""
    return _IN_HEADING.sub(r"\\\g<0>", " ".join(text.splitlines()))


def safe_file_name(name: str) -> str:
    """A file's name without the parts of a path and without what a file system refuses; "tep" where nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return _NO_FILE_NAME.sub("", last).strip(" .") or "tep"
