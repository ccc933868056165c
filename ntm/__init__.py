"""The library that the doors (dashboard, pages, etl) stand on."""
