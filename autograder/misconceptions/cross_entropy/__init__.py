"""The known mistakes and the correct alternatives of notebook 02, one module for an exercise or two."""
