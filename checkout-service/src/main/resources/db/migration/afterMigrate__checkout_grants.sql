-- What the running service may do: amounts, lines and stored answers can be neither changed nor removed, but for old answers.
GRANT SELECT ON product TO '${appUser}'@'%';
GRANT SELECT, INSERT,
  UPDATE (status, payment_key, failure_code, failure_message, next_push_at, pushes, deposit_due_at,
    canceled_amount) ON checkout TO '${appUser}'@'%';
GRANT SELECT, INSERT ON checkout_line TO '${appUser}'@'%';
GRANT SELECT, INSERT ON idempotency_key TO '${appUser}'@'%';
GRANT SELECT, DELETE ON old_idempotency_key TO '${appUser}'@'%';
GRANT SELECT, INSERT ON cancel_request TO '${appUser}'@'%';
