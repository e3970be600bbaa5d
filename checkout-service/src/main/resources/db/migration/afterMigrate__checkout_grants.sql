-- What the running service may do: amounts, lines and stored answers can be neither changed nor removed.
GRANT SELECT ON product TO '${appUser}'@'%';
GRANT SELECT, INSERT,
  UPDATE (status, payment_key, failure_code, failure_message, next_push_at, pushes) ON checkout TO '${appUser}'@'%';
GRANT SELECT, INSERT ON checkout_line TO '${appUser}'@'%';
GRANT SELECT, INSERT ON idempotency_key TO '${appUser}'@'%';
