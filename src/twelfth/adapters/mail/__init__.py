"""Mail over SMTP and IMAP, and the same in memory for tests. The ports are in `twelfth.messages.ports`."""
