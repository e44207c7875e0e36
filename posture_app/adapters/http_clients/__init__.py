"""The services of the five contracts, called over HTTP: one module a contract, and what they share."""
