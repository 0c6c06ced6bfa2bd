"""What the data is: the ontology, the tables, and what follows from them. Knows nothing of how the data is made."""
