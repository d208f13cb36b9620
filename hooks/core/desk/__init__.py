"""The editor's desk: what commands change, texts of a folder in and those that differ out, and what is left to do."""
