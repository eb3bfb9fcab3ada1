"""Totals and links as linear constraints; the exact interval of every unknown cell."""
