-- What the running service may do with the messaging tables: it can neither change nor remove what it has announced.
GRANT SELECT, INSERT ON outbox TO '${appUser}'@'%';
GRANT SELECT, INSERT, UPDATE ON outbox_sequence TO '${appUser}'@'%';
GRANT SELECT, INSERT ON inbox TO '${appUser}'@'%';
GRANT SELECT, INSERT, UPDATE ON parked_message TO '${appUser}'@'%';
