"""Who is who: names in, persons out; from rosters, and from what a whole corpus says of them."""
