"""Working a selection: what colleagues think of an application, talks, and what its applicant hears."""
