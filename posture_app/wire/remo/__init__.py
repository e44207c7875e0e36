"""The skeleton-v2 contract: front and side in one call, the back in another."""
