"""Places: somewhere to go. What a place is, where it is, how far, whether it is open, and what a typed place may mean.

`place` the thing itself, and what families look for · `circle` distance, and boxes around a point · `coordinates` the maps of China ·
`map_links` their links · `opening` hours, `week` and `typed_hours` as people write them · `rows` a row of a table · `alike` the same place twice ·
`correcting` one value anew · `finding` what place, `asked` what kind somebody typed. Pure and total.
"""
