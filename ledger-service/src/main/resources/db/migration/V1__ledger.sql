-- The books. One row is one double entry: what is debited is credited, so an imbalance cannot be written down.
-- Rows are never changed or removed (the grants do not allow it); a cancel adds reversing rows of a kind of its own.
CREATE TABLE ledger_entry (
  id               BIGINT       NOT NULL AUTO_INCREMENT,
  order_id         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_order_id BIGINT       NOT NULL,
  kind             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  debit_account    VARCHAR(96)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  credit_account   VARCHAR(96)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount           BIGINT       NOT NULL COMMENT 'minor units of the currency',
  currency         CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  cancellation_id  BIGINT       NOT NULL DEFAULT 0 COMMENT 'which cancel an entry of kind CANCEL follows; else 0',
  recorded_at      TIMESTAMP(6) NOT NULL,
  PRIMARY KEY (id),
  -- A payment order is booked once, and reversed once per cancel, whatever the inbox believes.
  UNIQUE KEY ledger_entry_once (payment_order_id, kind, cancellation_id),
  KEY ledger_entry_order (order_id),
  -- Sums per account and the trial balance read these two and never the rows.
  KEY ledger_entry_debits (debit_account, currency, amount),
  KEY ledger_entry_credits (credit_account, currency, amount),
  CONSTRAINT ledger_entry_moves_money CHECK (amount > 0),
  CONSTRAINT ledger_entry_has_two_sides CHECK (debit_account <> credit_account),
  CONSTRAINT ledger_entry_of_cancel CHECK ((kind = 'CANCEL') = (cancellation_id > 0))
) ENGINE = InnoDB;
