"""Which class, which year, which papers: enrolment of migrant children. Pure: no clock, no network, no database.

Enter through `decide`. The book comes from `content/`.
"""
