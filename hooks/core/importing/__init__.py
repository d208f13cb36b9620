"""Bytes of an official document in, a structured document out: what it says, where, and what could not be told."""
