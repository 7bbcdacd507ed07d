"""The known mistakes and the correct alternatives of notebook 06.

Modules are read in alphabetical order: what is right in train mode, in `averages` and `evaluation`, comes before what
is not, in `forward`, so that a mistake in test mode is not taken for the same one in both modes.
"""
