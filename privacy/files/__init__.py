"""The file room: every stored file, sealed on disk under a key of its own that lies in its row alone.

What can go wrong: a file that somebody reads without being asked who they are; bytes of somebody left in
clear by a process that died; a file whose key was lost. Hence ``STORAGES["default"]`` is
``storage.FileRoom``, which has no address and no path: only a view that asks who wants a file serves it. A
file has no name until it is whole. A key is wrapped by ``FILE_KEYS``, and whoever deletes the row has deleted
the file.

A ``FileField`` needs nothing else. What arrives bit by bit is sealed while it does::

    with begin_file() as sealed:            # privacy.files.writing
        for chunk in ...:
            sealed.write(chunk)
        with sealed.open() as reader: ...   # seekable, before or after it is kept
        name = sealed.keep(suffix=".pdf")   # durable, with its row, in the transaction of the caller

A block that is left without ``keep`` leaves nothing, nor does a process that is killed. ``finish`` says that
all of it came, and returns its length in bytes. A ``django.core.files.File`` with a ``sealed`` attribute that
is one of these is kept by ``FileField`` as it is, without being copied (``storage.FileRoom._save``); whoever
made it calls ``close`` when the request ends.
"""
