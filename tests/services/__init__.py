"""Tests of what the services do."""
