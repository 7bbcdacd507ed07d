"""The known mistakes and the correct alternatives of notebook 03, one module an exercise."""
