"""Fuzzing: whatever comes in, nothing but the errors that are documented comes out.

`tests/fuzz/targets_*.py` hold the targets; `test_fuzz.py` runs each for a moment with every test run, and
`python -m tests.fuzz --minutes 60` (`make fuzz MINUTES=60`) for as long as asked. What crashed is kept in `test_crashers.py`.
"""
