"""Applicants: positions, who applies for them, and a selection that lets go of people in time.

Where things are, and what may be called from elsewhere in the app:

``models/``       ``Position``, ``Application`` (``ended_on``: no selection needs it from that day),
                  ``Replacement`` and ``Document`` (a second sending waits until ``ended_on`` for its
                  mailbox), ``StageChange``, ``Evaluation``, ``Interview``, ``HiringDossier``,
                  ``PositionCount``
``seen_by.py``    who sees what: the hiring group; ``first_look.py`` who an application is from, and from when
                  on a colleague sees it (``Policy.seen_if`` and ``title_for`` ask them everywhere)
``policy.py``     what is kept of them, why and how long; ``terms.py``, ``purposes.py`` and ``roles.py`` as in
                  every app. Nothing here erases: a row that is over gets its ``ended_on``, and the sweep
                  takes it that night, with its files
``cleaning/``     the clean copy of a document, in a process that bounds itself; ``document_cleaning.py`` has
                  the worker make one of each ``Document`` (``nudge_cleaning()`` when some were received)
``public/``       what applicants see
"""
