"""The conversations: what parents and staff see and do.

One file a noun. A handler is handed the event, the open session and what it asks for by name, calls an action, and
returns a `Screen` (or several, or none). It never sends, never commits, never touches a table; nothing here imports `bot` or `content`.
"""
