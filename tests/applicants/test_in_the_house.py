"""What the rest of the house knows of applicants: notice, My data, answers, restriction, noes, imports, the
independent search, the demo."""

from __future__ import annotations
