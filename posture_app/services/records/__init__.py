"""The records: who may do what, what is kept and for how long, and how it comes in and goes out."""
