"""Every Vietnamese label, verdict word, reason and finding text."""
