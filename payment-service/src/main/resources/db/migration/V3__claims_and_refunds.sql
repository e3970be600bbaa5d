-- Until when an attempt belongs to the one that looks after it. Apart from next_look_at, which others bring forward.
ALTER TABLE payment_attempt ADD COLUMN claimed_until TIMESTAMP(6) NULL;
