"""Concordance: do the two language versions say the same? Pure: texts in, data out, the same for the same texts."""
