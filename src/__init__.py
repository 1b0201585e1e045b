"""Lacak Bentor: report, alarm, respond and follow, in one installable web app."""
