"""What we remember: tables, named queries, migrations.

One file a noun: its tables first, then the queries on them, each a function with the open session as its
first argument and a sentence that says what it is for. Nothing here commits, decides, words or sends; nothing here imports
`actions`, `dialogs`, `bot` or `content`.
"""
