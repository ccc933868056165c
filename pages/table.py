"""Thông tin xã: one commune."""
