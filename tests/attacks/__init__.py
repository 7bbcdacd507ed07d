"""Hostile submissions, a module for each class of attack, and what every one of them is held to."""
