"""May we call, write or mail? The rules from facts alone, and the gate that gathers the facts.

When a fact is missing the answer is no.
"""
