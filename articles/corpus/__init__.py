"""Synthetic releases in bulk, for measuring: plausible sentences in every language, rows as workflow leaves them."""
