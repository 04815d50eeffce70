"""Charts as images: one browser on the server, and the layout that every image of a chart shares."""
