"""Services elsewhere in the window: set up, sent to, and their values beside ours."""
