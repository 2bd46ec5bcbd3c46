"""The door: settings, wiring, channels, delivery, clock, command line. The only floor that knows them all, and the only one with a network."""
