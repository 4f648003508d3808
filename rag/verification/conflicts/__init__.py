"""What articles state differently, and which of them are copies of one report."""
