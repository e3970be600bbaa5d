-- What each seller has with us: the balance, and every change that made it.
CREATE TABLE wallet (
  seller_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  currency  CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  balance   BIGINT      NOT NULL COMMENT 'minor units of the currency; the sum of the wallet''s transactions',
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
  amount           BIGINT       NOT NULL COMMENT 'minor units of the currency',
  created_at       TIMESTAMP(6) NOT NULL,
  PRIMARY KEY (id),
  -- A payment order is credited once, whatever the inbox believes.
  UNIQUE KEY wallet_transaction_once (payment_order_id, kind),
  -- A seller's transactions by id, newest first, page by page.
  KEY wallet_transaction_seller (seller_id, id),
  CONSTRAINT wallet_transaction_moves_money CHECK (amount > 0)
) ENGINE = InnoDB;
