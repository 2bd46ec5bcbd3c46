"""Tests mirror the floors: what is in rules/vaccines.py is tested in tests/rules/test_vaccines.py."""
