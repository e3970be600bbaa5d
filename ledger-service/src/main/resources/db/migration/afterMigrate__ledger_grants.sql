-- The running service adds to the books and reads them; it can neither change nor remove an entry.
GRANT SELECT, INSERT ON ledger_entry TO '${appUser}'@'%';
