"""Bytes to `Document`: text, blocks, source, date with its evidence, language, near-copies."""
