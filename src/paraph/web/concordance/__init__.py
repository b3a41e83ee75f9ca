"""Do the languages say the same? What is found, on screen."""
