"""The command line's door: `python -m etl`."""
from etl.cli import main

main()
