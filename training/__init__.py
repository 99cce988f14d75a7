"""Training of the reader's model: corpora to weights to ONNX. Never imported by the package, never in the wheel."""
