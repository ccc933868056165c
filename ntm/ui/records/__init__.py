"""Typed-in records on every page: their form, their list, their history."""
