"""The transport: asks hosts gently and tells what was seen; it judges nothing."""
