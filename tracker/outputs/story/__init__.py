"""The story of a meeting, told once from an edition: slides, report, annex, images and the presentation show it."""
