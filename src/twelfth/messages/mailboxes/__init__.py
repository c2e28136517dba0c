"""How we get into a mailbox: who offers it, with what we log in, and what is stored of that."""
