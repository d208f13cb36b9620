"""The built site in a real browser, used as its readers would use it."""
