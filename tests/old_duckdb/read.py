"""A folder with a DuckDB package (or `-` for the one installed), a database and queries go in, their rows come out as JSON.

It is run by itself in a process of its own: python -I read.py FOLDER DATABASE '{"name": "query"}'
"""

import json
import sys


def read(file: str, queries: dict[str, str]) -> dict[str, object]:
    import duckdb

    connection = duckdb.connect(file, read_only=True)
    rows = {name: [[*map(str, row)] for row in connection.execute(query).fetchall()] for name, query in queries.items()}
    return {"version": duckdb.__version__, "rows": rows}


if __name__ == "__main__":
    folder, file, queries = sys.argv[1:]
    if folder != "-":
        sys.path.insert(0, folder)
    print(json.dumps(read(file, json.loads(queries))))
