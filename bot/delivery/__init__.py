"""The courier: what is in the outbox leaves the house here, at each channel's pace, once as far as a network allows."""
