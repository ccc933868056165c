"""The forms that a briefing's content is written in, a module each."""
