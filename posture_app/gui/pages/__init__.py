"""The pages of the two shells: each shows what the studio says and asks it for what the user wants."""
