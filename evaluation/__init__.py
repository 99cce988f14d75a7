"""Suites that measure Rashomon on real corpora, their scorers, and the floors that no change may fall under."""
