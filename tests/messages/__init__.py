"""Labelled messages, and how well they are understood; README.md tells the schema."""
