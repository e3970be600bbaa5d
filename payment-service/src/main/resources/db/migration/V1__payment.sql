-- What is confirmed with the provider: one row per checkout.
CREATE TABLE payment_event (
  id              BIGINT       NOT NULL,
  order_id        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  psp             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_key     VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
  buyer_id        VARCHAR(64)  NOT NULL,
  order_name      VARCHAR(100) NOT NULL,
  currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount          BIGINT       NOT NULL,
  is_payment_done BOOLEAN      NOT NULL DEFAULT FALSE,
  failure_code    VARCHAR(100) NULL,
  failure_message VARCHAR(510) NULL,
  created_at      TIMESTAMP(6) NOT NULL,
  approved_at     TIMESTAMP(6) NULL,
  done_at         TIMESTAMP(6) NULL,
  next_push_at    TIMESTAMP(6) NULL,
  pushes          INT          NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY payment_event_order (order_id),
  -- A payment of the provider pays one order only.
  UNIQUE KEY payment_event_payment_key (psp, payment_key),
  KEY payment_event_push (next_push_at),
  CONSTRAINT payment_event_amount_positive CHECK (amount > 0),
  CONSTRAINT payment_event_done_is_approved CHECK (NOT is_payment_done OR approved_at IS NOT NULL)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One product of one seller in it.
CREATE TABLE payment_order (
  id                   BIGINT      NOT NULL,
  payment_event_id     BIGINT      NOT NULL,
  payment_order_status VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount               BIGINT      NOT NULL,
  buyer_id             VARCHAR(64) NOT NULL,
  seller_id            VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  product_id           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ledger_updated       BOOLEAN     NOT NULL DEFAULT FALSE,
  wallet_updated       BOOLEAN     NOT NULL DEFAULT FALSE,
  canceled_amount      BIGINT      NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY payment_order_of_event (payment_event_id),
  CONSTRAINT payment_order_event FOREIGN KEY (payment_event_id) REFERENCES payment_event (id),
  CONSTRAINT payment_order_amount_positive CHECK (amount > 0),
  CONSTRAINT payment_order_canceled_within_amount CHECK (canceled_amount BETWEEN 0 AND amount),
  CONSTRAINT payment_order_status_known
    CHECK (payment_order_status IN ('NOT_STARTED', 'EXECUTING', 'SUCCESS', 'FAILURE', 'UNKNOWN')),
  -- The books and the wallets follow the money, never lead it.
  CONSTRAINT payment_order_flags_follow_success
    CHECK (payment_order_status = 'SUCCESS' OR NOT (ledger_updated OR wallet_updated))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every call to the provider that may have moved money, written before it is made.
CREATE TABLE payment_attempt (
  id               BIGINT       NOT NULL AUTO_INCREMENT,
  payment_event_id BIGINT       NOT NULL,
  idempotency_key  VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_body     VARCHAR(1000) NOT NULL,
  status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  resend           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answer           VARCHAR(600) NULL,
  tries            INT          NOT NULL DEFAULT 0,
  started_at       TIMESTAMP(6) NOT NULL,
  next_look_at     TIMESTAMP(6) NULL,
  finished_at      TIMESTAMP(6) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY payment_attempt_key (idempotency_key),
  KEY payment_attempt_of_event (payment_event_id),
  KEY payment_attempt_look (next_look_at),
  CONSTRAINT payment_attempt_event FOREIGN KEY (payment_event_id) REFERENCES payment_event (id),
  CONSTRAINT payment_attempt_status_known CHECK (status IN ('EXECUTING', 'SUCCESS', 'FAILURE', 'UNKNOWN'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a human must look at.
CREATE TABLE manual_case (
  id          BIGINT        NOT NULL AUTO_INCREMENT,
  order_id    VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind        VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason      VARCHAR(1000) NOT NULL,
  status      VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  opened_at   TIMESTAMP(6)  NOT NULL,
  closed_at   TIMESTAMP(6)  NULL,
  PRIMARY KEY (id),
  -- One case of a kind per order: it is opened once, however often it is found.
  UNIQUE KEY manual_case_of_order (order_id, kind),
  KEY manual_case_status (status)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Hibernate takes ids from here in blocks, so that inserts go in batches.
CREATE TABLE payment_event_seq (next_val BIGINT NOT NULL) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO payment_event_seq VALUES (1);
CREATE TABLE payment_order_seq (next_val BIGINT NOT NULL) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO payment_order_seq VALUES (1);
