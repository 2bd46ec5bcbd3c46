"""The web chat: a page the bot serves itself, an ear that stores what the page sends, and a mouth that writes bubbles."""
