"""Lists and answers that offices bring: `houniao import …`, and answers that go out: `houniao export faq`.

`tables` a file as a table · `csv_files`, `xlsx_files`, `geojson_files` one format each · `openstreetmap` its tags, `shapes` one point of a
shape · `columns` which column means what · `reading` rows become places · `preview` what is shown · `places` from a file into the
database · `undoing` and out again · `commands` the command line · `terminal` what all of them do there · `answers`, `answers_preview`,
`answers_commands` the same for answers.
"""
