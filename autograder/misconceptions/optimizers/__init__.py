"""The known mistakes and the correct alternatives of notebook 05, by what is mistaken."""
