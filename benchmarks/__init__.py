"""What is measured, on how much data, against what; never part of the tests."""
