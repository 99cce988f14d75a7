"""The inbox: files, pasted text and addresses come in here."""
