"""What a row is."""

Row = dict[str, object]  # column -> value
