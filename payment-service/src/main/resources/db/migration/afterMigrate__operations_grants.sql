-- What the running service may do: what was received, done or found stays; old webhooks alone go.
GRANT SELECT, INSERT ON webhook TO '${appUser}'@'%';
GRANT UPDATE (status, note, tries, next_try_at, finished_at) ON webhook TO '${appUser}'@'%';
GRANT SELECT, DELETE ON old_webhook TO '${appUser}'@'%';
GRANT SELECT, INSERT ON manual_case_action TO '${appUser}'@'%';
GRANT UPDATE (result, finished_at) ON manual_case_action TO '${appUser}'@'%';
GRANT UPDATE (opened_at) ON manual_case TO '${appUser}'@'%';
GRANT SELECT, INSERT ON reconciliation TO '${appUser}'@'%';
GRANT UPDATE (status, running, tries, next_try_at, finished_at, ours, theirs, differences, note)
  ON reconciliation TO '${appUser}'@'%';
GRANT SELECT, INSERT ON reconciliation_difference TO '${appUser}'@'%';
