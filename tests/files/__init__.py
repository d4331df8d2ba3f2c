"""Tests of the file room."""
