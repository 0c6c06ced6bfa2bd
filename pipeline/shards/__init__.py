"""Records in, Parquet shards of them out, and back again: what a run need not hold in memory, or has to send to another machine."""

from pipeline.shards.columns import from_arrow, schema_of, to_arrow
from pipeline.shards.files import read_shard, write_shard

__all__ = ["from_arrow", "read_shard", "schema_of", "to_arrow", "write_shard"]
