"""Batches of documents in, what is made of them out, by machines that see the same storage: shards there, orders between.

Nothing here knows who carries the orders (see `pipeline/flows/cluster.py`).
"""
