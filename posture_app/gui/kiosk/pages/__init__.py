"""The pages of the kiosk: each shows one thing and says what the client wants."""
