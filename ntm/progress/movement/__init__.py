"""The emulation movement asked: media work, documents on time, dossiers and their states, evidence gathered, the year's days.

Nothing here ranks people: evidence is gathered and shown, people decide.
"""
