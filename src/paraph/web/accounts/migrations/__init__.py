"""How ``web.db`` came to have its present shape; applied when the workspace is opened."""
