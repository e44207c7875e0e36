"""Secrets: what seals, what keys are made from, and the keyring that keeps them."""
