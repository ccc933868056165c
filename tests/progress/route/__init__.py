"""Tests of ntm/progress/route."""
