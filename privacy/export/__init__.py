"""The copy of a data subject: dossier, redaction of third parties, statement, archive, schema.

A name of somebody else that stays in a copy cannot be taken back.
"""
