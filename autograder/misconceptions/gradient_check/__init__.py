"""The known mistakes and the correct alternatives of notebook 04, by exercise."""
