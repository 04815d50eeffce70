"""indicators.yaml becomes a validated Catalogue, or one error that lists every mistake with its line."""
