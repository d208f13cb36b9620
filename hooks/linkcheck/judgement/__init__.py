"""The judgement: what was seen of a link in, one verdict out. Pure: no clock, no network, no files."""
