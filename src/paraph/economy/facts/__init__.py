"""Figures of others that ship with the project: README.md says whose, of when, and how they were made."""
