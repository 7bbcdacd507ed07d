"""The known mistakes and the correct alternatives of notebook 07, one module an idea."""
