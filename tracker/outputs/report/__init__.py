"""The periodic report as a Word document in the legal format, made from the story of an edition."""
