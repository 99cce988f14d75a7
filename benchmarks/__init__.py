"""Benchmarks: what the stages cost, measured in one run on one machine."""
