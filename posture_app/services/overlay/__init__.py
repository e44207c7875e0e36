"""How an overlay looks on every ground, and where its labels go."""
