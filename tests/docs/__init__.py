"""The documentation is checked against the program: the reference of commands, and every output that the tutorial shows."""
