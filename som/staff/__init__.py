"""What staff see: sign-in with a second factor, the look of the administration, and what its pages may
load."""
