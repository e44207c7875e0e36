"""The camera behind the pages: its thread, the capture, and what is laid over the live picture."""
