"""How the data is made: documents in, events out."""
