"""Videos: looked through, and what is made of them."""
