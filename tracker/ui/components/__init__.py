"""Pieces that pages are made of: views, rows, chips, cards, tables."""
