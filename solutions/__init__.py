"""NumPy reference implementations, one module a topic. They import NumPy and nothing else."""
