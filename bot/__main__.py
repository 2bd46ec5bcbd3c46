"""`python -m bot …` is `houniao …`."""

from bot.cli import main

main()
