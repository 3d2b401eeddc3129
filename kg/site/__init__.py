"""`kg serve`: a built graph as a site on one's own machine."""
