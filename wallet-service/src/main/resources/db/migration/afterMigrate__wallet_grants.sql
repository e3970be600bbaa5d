-- The running service changes balances, adds transactions and reads both; it can neither change nor remove a transaction.
GRANT SELECT, INSERT, UPDATE ON wallet TO '${appUser}'@'%';
GRANT SELECT, INSERT ON wallet_transaction TO '${appUser}'@'%';
