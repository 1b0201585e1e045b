"""Photos and voice notes: stored in pieces, opened in a process apart, kept clean."""
