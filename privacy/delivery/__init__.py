"""What leaves the house: outbox, letters, SMTP, paper.

A letter may be sent late, never twice, and never to somebody who said no meanwhile.

A letter is declared (``catalogue``), put in the outbox (``letters``, ``outbox``), claimed by a worker
(``outbox_worker``), given its words (``letter_text``) and handed over by mail (``smtp``) or by one of us
(``paper``). Why one did not leave stands in ``troubles``.
"""
