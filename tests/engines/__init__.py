"""The two other engines that visitors have: Firefox and WebKit, in what an engine can break."""
