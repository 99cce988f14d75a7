"""Teams: users, assignment, blind double coding, adjudication, agreement."""
