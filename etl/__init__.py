"""From officials' files to figures: read, recognise, check, load."""
