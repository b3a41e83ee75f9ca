"""Joint statements: those there are, one whole, and writing one paragraph by paragraph in all languages."""
