"""Papers and the days they take: what an office asks for, where it is got, and when to begin at the latest. Pure.

Enter through `planning.back_plan`. The book and the office days come from `content/`.
"""
