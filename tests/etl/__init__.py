"""Intake: values, reading, recognising, whole files, the template."""
