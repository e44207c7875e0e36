"""What the server keeps on its disk, and its way to the web."""
