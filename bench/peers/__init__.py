"""What reftel is measured beside: one peer a file, each fed the same words, each optional.

A peer's file needs the standard library and its own client alone, so that a client which is
installed for the system's Python only can be used by that one.
"""
