"""The record types of `data/`: frozen pydantic models, one module a subject."""
