-- What can be bought. Prices and sellers come from here, never from a client.
CREATE TABLE product (
  product_id VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name       VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  seller_id  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  price      BIGINT       NOT NULL,
  currency   CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (product_id),
  CONSTRAINT product_has_a_price CHECK (price > 0),
  -- Ledger and wallet name accounts after sellers; what they could not take must be found before a buyer is charged.
  CONSTRAINT product_seller_can_be_an_account CHECK (REGEXP_LIKE(seller_id, '^[A-Za-z0-9._~-]{1,64}$')),
  -- One checkout has one currency; until there is a second one this says it once for all.
  CONSTRAINT product_is_sold_in_won CHECK (currency = 'KRW')
) ENGINE = InnoDB;

CREATE TABLE checkout (
  order_id        VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status          VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  buyer_id        VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  order_name      VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  psp             VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount          BIGINT        NOT NULL,
  currency        CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at      TIMESTAMP(6)  NOT NULL,
  expires_at      TIMESTAMP(6)  NOT NULL,
  payment_key     VARCHAR(200)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  failure_code    VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  failure_message VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  -- While IN_PROGRESS: when somebody has to ask the payment-service again, and how often that has been done.
  next_push_at    TIMESTAMP(6)  NULL,
  pushes          INT           NOT NULL DEFAULT 0,
  -- Until when the buyer may transfer the money, where it is paid so.
  deposit_due_at  TIMESTAMP(6)  NULL,
  -- What the provider has given back so far.
  canceled_amount BIGINT        NOT NULL DEFAULT 0,
  PRIMARY KEY (order_id),
  KEY checkout_next_push (next_push_at),
  KEY checkout_expires (status, expires_at),
  CONSTRAINT checkout_has_an_amount CHECK (amount > 0),
  CONSTRAINT checkout_in_progress_has_a_key CHECK (status <> 'IN_PROGRESS' OR payment_key IS NOT NULL),
  CONSTRAINT checkout_gives_back_what_it_took CHECK (canceled_amount BETWEEN 0 AND amount),
  CONSTRAINT checkout_in_progress_is_pushed CHECK ((status = 'IN_PROGRESS') = (next_push_at IS NOT NULL))
) ENGINE = InnoDB;

CREATE TABLE checkout_line (
  order_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line_no    INT         NOT NULL,
  product_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seller_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity   INT         NOT NULL,
  amount     BIGINT      NOT NULL,
  PRIMARY KEY (order_id, line_no),
  CONSTRAINT checkout_line_of_checkout FOREIGN KEY (order_id) REFERENCES checkout (order_id),
  CONSTRAINT checkout_line_has_a_quantity CHECK (quantity > 0),
  CONSTRAINT checkout_line_has_an_amount CHECK (amount > 0)
) ENGINE = InnoDB;

-- Cancels that a buyer was allowed to ask for, by their key ('' without one): asked again later, they still are. What has
-- become of them is the payment-service's to tell.
CREATE TABLE cancel_request (
  order_id        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  idempotency_key VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash    BINARY(32)   NOT NULL,
  created_at      TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (order_id, idempotency_key),
  CONSTRAINT cancel_request_of_checkout FOREIGN KEY (order_id) REFERENCES checkout (order_id)
) ENGINE = InnoDB;

-- What was answered to a request that must not happen twice. Written with what the request created, never changed.
CREATE TABLE idempotency_key (
  idempotency_key VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash    BINARY(32)   NOT NULL,
  status_code     SMALLINT     NOT NULL,
  response_body   MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  created_at      TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (idempotency_key),
  KEY idempotency_key_created (created_at)
) ENGINE = InnoDB;

-- All of it that the running service may remove.
CREATE VIEW old_idempotency_key AS
  SELECT * FROM idempotency_key WHERE created_at < CURRENT_TIMESTAMP(6) - INTERVAL 14 DAY;
