"""What is measured, with what measures it. `python -m benchmarks.measure` runs it; README.md tells how to read it."""
