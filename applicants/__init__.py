"""Applicants: positions, who applies for them, and a selection that lets go of people in time."""
