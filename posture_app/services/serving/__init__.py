"""What the server does for its callers, besides assessing: keys, pages, faces, jobs."""
