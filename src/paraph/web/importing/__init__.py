"""Drafts that come as files: taken in at a seat, told of, and tabled by one act."""
