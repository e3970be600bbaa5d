-- What each seller has with us: the balance, and every change that made it.
CREATE TABLE wallet (
  seller_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  currency  CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  balance   BIGINT      NOT NULL COMMENT 'minor units of the currency; credits less debits, below 0 when the seller owes us',
  PRIMARY KEY (seller_id, currency)
) ENGINE = InnoDB;

-- Rows are never changed or removed (the grants do not allow it). Within a wallet the ids follow the commits, because
-- whoever adds a transaction holds the wallet's row: the balance after a transaction is the sum up to its id.
CREATE TABLE wallet_transaction (
  id               BIGINT       NOT NULL AUTO_INCREMENT,
  seller_id        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  currency         CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_order_id BIGINT       NOT NULL,
  kind             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  cancellation_id  BIGINT       NOT NULL DEFAULT 0 COMMENT 'which cancel a transaction of kind DEBIT follows; else 0',
  amount           BIGINT       NOT NULL COMMENT 'minor units of the currency; the kind says in which direction',
  created_at       TIMESTAMP(6) NOT NULL,
  PRIMARY KEY (id),
  -- A payment order is credited once, and debited once per cancel, whatever the inbox believes.
  UNIQUE KEY wallet_transaction_once (payment_order_id, kind, cancellation_id),
  -- A seller's transactions by id, newest first, page by page.
  KEY wallet_transaction_seller (seller_id, id),
  CONSTRAINT wallet_transaction_moves_money CHECK (amount > 0),
  CONSTRAINT wallet_transaction_of_cancel CHECK ((kind = 'DEBIT') = (cancellation_id > 0))
) ENGINE = InnoDB;
