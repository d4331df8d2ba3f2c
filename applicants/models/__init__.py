"""The applicants' file: positions, and those who apply for them."""

from applicants.models.positions import Position

__all__ = ["Position"]
