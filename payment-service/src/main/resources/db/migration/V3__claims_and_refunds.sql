-- Until when an attempt belongs to the one that looks after it. Apart from next_look_at, which others bring forward.
ALTER TABLE payment_attempt ADD COLUMN claimed_until TIMESTAMP(6) NULL;

-- A buyer's bank account is passed on and not kept: only that there was one.
ALTER TABLE cancellation ADD COLUMN with_refund_account BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE cancellation SET with_refund_account = TRUE WHERE refund_account IS NOT NULL;
ALTER TABLE cancellation DROP COLUMN refund_bank, DROP COLUMN refund_account, DROP COLUMN refund_holder;
UPDATE payment_attempt SET request_body = JSON_REMOVE(request_body, '$.refundAccount', '$.refundReceiveAccount')
 WHERE operation = 'CANCEL' AND (request_body LIKE '%"refundAccount"%' OR request_body LIKE '%"refundReceiveAccount"%');
