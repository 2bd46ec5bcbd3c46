"""Answers to what parents ask (FAQ dialogs): what one is, what is wrong with one, and which one is meant. Pure."""
