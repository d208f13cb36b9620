"""What `manage.py` can do, a module a command: each adds itself to the command line and gives a run's exit code."""

FAILED = 1
"""What a command gives that found problems; 2, for wrong use, is given by `manage` alone."""
