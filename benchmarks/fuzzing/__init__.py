"""What `fuzz.py` reads, and what it holds the readings to."""
