"""How often the readers are right, on strings of real sites that were labelled by hand."""
