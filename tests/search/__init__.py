"""The search: its index, its answers and its box."""
