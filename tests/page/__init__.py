"""The page of the web chat: its files, and its life in a real browser."""
