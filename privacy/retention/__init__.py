"""The engine: what is needed, held, pending and due, as SQL; explanation, sweep, stored files, reviews,
heartbeat.

Retention that silently does nothing is the commonest fault of such systems: each rule reports its counts in
every run.
"""
