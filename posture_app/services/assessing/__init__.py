"""From photographs to an assessment: looked at, measured, put together, written."""
