"""Synthetic releases in bulk, for measuring: plausible sentences in every language, rows as the workflow leaves them."""
