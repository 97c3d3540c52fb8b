"""`python -m govgraph` is the command `govgraph`."""

from .cli import main

main()
