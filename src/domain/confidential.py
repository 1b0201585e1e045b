"""Reporters who ask to be kept secret: for how long one look at their name and number lasts."""

from datetime import timedelta

SHOWN_FOR = timedelta(minutes=15)
