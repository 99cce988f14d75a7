"""The desk: a local web application where people review what was read. Nothing in it asks any other machine."""
