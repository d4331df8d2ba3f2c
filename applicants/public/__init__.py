"""What applicants see, without an account or a cookie: the positions, the form, and the page behind their
mailed link."""
