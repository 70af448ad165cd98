"""What reftel costs: time, memory and disk, beside a peer in the same run. Never part of a test."""
