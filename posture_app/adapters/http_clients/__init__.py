"""The services of the contracts, called over HTTP: one module a contract, and what they share."""
