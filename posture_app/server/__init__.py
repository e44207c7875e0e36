"""The service contracts, served on the clinic's own machine: no Qt, no models, no database here.

What it needs is handed in as a `desk.ServerDesk` by the composition root. A contract's routes stand in a
module of its own, which gives a `contract.Contract`; `application.contracts` lists them.
"""
