-- What the running service may do: nothing is ever deleted, and an attempt's request never changes.
GRANT SELECT, INSERT ON payment_event TO '${appUser}'@'%';
GRANT UPDATE (payment_key, is_payment_done, failure_code, failure_message, approved_at, done_at, next_push_at, pushes,
  deposit_due_at, deposit_secret_hash, checkout_canceled_at, next_look_at, looks)
  ON payment_event TO '${appUser}'@'%';
GRANT SELECT, INSERT ON payment_order TO '${appUser}'@'%';
GRANT UPDATE (payment_order_status, ledger_updated, wallet_updated, canceled_amount)
  ON payment_order TO '${appUser}'@'%';
GRANT SELECT, INSERT ON cancellation TO '${appUser}'@'%';
GRANT UPDATE (status, remaining_before, failure_code, failure_message, ledger_updated, wallet_updated,
  is_cancellation_done, requested_at, ended_at, done_at, next_start_at, next_push_at, pushes)
  ON cancellation TO '${appUser}'@'%';
GRANT SELECT, INSERT ON cancellation_part TO '${appUser}'@'%';
GRANT SELECT, INSERT ON payment_attempt TO '${appUser}'@'%';
GRANT UPDATE (status, resend, answer, tries, next_look_at, claimed_until, finished_at) ON payment_attempt TO '${appUser}'@'%';
GRANT SELECT, INSERT ON manual_case TO '${appUser}'@'%';
GRANT UPDATE (status, reason, closed_at) ON manual_case TO '${appUser}'@'%';
GRANT SELECT, UPDATE ON payment_event_seq TO '${appUser}'@'%';
GRANT SELECT, UPDATE ON payment_order_seq TO '${appUser}'@'%';
