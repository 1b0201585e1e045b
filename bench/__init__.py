"""Measurements and fault runs against the real application; limits stand beside the figures."""
