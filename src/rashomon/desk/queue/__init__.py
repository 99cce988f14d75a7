"""The queue: pages with what was read of them, and the keys to judge it."""
