"""The service contracts as typed shapes, written once for the server and for the clients.

Every field is called and typed as its guide has it, oddities included; where a guide is silent or at odds
with itself, the docstring says what was decided. Beside the shapes stand the pure translations between
them and the domain, and the guides' limits and error codes as data. Nothing here opens a connection.
"""
