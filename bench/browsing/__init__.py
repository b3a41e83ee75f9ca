"""What ``bench/web.py`` works with: a browser's part in a few lines, a plain Django site as the peer, a long text."""
