"""The questions: where do we stand, and what changed; each a function and its sql/*.sql."""
