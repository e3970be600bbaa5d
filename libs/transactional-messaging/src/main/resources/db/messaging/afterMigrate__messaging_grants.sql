-- What the running service may do with the messaging tables: it can neither change nor remove what it has announced,
-- and removes what it has heard only when that is old (the views say how old).
GRANT SELECT, INSERT ON outbox TO '${appUser}'@'%';
GRANT SELECT, INSERT, UPDATE ON outbox_sequence TO '${appUser}'@'%';
GRANT SELECT, INSERT ON inbox TO '${appUser}'@'%';
GRANT SELECT, INSERT, UPDATE ON parked_message TO '${appUser}'@'%';
GRANT SELECT, DELETE ON old_inbox TO '${appUser}'@'%';
GRANT SELECT, DELETE ON old_parked_message TO '${appUser}'@'%';
