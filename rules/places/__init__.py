"""Places: somewhere to go. What a place is, where it is, how far, whether it is open, and what a typed place may mean.

`place` the thing itself · `kinds` what families look for · `circle` boxes around a point · `coordinates` the maps of China ·
`opening` hours · `finding` what somebody typed. Pure and total.
"""
