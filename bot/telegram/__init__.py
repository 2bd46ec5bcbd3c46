"""Telegram: an ear that stores updates (polling or webhook) and a mouth that turns letters into Bot API calls."""
