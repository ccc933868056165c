"""What the screen is made of: theme, charts, map, widgets."""
