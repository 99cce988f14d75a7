"""Claims to events: pairing, clustering, accounts, disputes."""
