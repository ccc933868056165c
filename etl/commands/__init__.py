"""One file a command, or a family of commands, of `python -m etl`."""
