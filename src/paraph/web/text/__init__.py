"""The negotiating text on screen: reading it, one provision whole, proposing wording, acting on a position."""
