"""Bringing an address book in: read (``book``, ``vcard``, ``table``), match and store (``store``), take out
again (``undo``)."""
