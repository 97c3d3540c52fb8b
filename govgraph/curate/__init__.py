"""What a curator works with: the check of the facts, the layout of their files, and what helps to write them."""
