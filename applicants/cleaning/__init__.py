"""A clean copy of what an applicant sent, which is all that staff open.

``judge.judge(source, name=…)`` looks at a document when it arrives: what it is, or why it is not taken.
``clean.clean(source, kind)`` makes the copy, in the worker. ``reasons.say_reason(why)`` puts a reason in
words for whoever sent the document. ``virus_scan.scan(source)`` asks a scanner, where there is one. Nothing
else here is for callers.

What is in a document is opened in a process of its own that bounds itself (``bounded.py``, ``inside.py``),
and is copied by name into a new document: what nobody named stays behind
(``docs/decisions/0033-a-clean-copy.md``). ``inside.py`` and what it imports know nothing of Django: that
process starts in a moment and holds no secret.
"""
