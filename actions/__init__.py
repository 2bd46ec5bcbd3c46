"""What the bot can do for a family, each thing in the caller's transaction.

One file a noun. An action asks rules, reads and writes rows, and returns what happened; it words nothing, sends nothing and never
commits. Nothing here imports `dialogs`, `bot` or `content`.
"""
