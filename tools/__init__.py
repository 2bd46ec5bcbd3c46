"""Small commands for developers, called by the Makefile. Nothing the bot needs lives here."""
