"""Services elsewhere: which are set up, what leaves for them, what waits, and what came back."""
