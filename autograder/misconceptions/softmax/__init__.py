"""The known mistakes and the correct alternatives of notebook 01, one module an exercise."""
