"""Lists that offices bring: `houniao import …`.

`tables` a file as a table · `csv_files`, `xlsx_files`, `geojson_files` one format each · `openstreetmap` its tags, `shapes` one point of a
shape · `columns` which column means what · `reading` rows become places · `preview` what is shown · `places` from a file into the
database · `undoing` and out again · `commands` the command line.
"""
