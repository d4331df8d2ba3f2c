"""Bringing an address book in: read (``file_format``, ``vcard``, ``table``), match and store (``matching``,
``store``), take out again (``undo``)."""
