"""How dates and numbers are written here, where that is not as Django has it."""
