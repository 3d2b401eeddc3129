"""What an analyst asks of the rules: why and why not, what is missing, what an edit changes, how good it is."""
