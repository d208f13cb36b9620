"""What hosts are told: unit tests, and real web servers with the configuration of deploy/."""
