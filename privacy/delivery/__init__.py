"""What leaves the house: outbox, letters, SMTP, paper.

A letter may be sent late, never twice, and never to somebody who said no meanwhile.
"""
