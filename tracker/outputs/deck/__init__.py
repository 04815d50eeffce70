"""The slides of a meeting as a PowerPoint file with native charts, made from a story alone."""
