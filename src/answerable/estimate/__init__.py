"""Observations to national figures."""
