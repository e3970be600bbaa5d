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
  -- While a deposit is waited for. The secret that the provider names in its news about it is kept as a hash only.
  deposit_due_at      TIMESTAMP(6) NULL,
  deposit_secret_hash CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- Nobody will pay the checkout any more: money that comes is given back.
  checkout_canceled_at TIMESTAMP(6) NULL,
  -- When the provider is to be looked at without an attempt: a deposit may come, or money for a canceled checkout.
  next_look_at    TIMESTAMP(6) NULL,
  looks           INT          NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY payment_event_order (order_id),
  -- A payment of the provider pays one order only.
  UNIQUE KEY payment_event_payment_key (psp, payment_key),
  KEY payment_event_push (next_push_at),
  KEY payment_event_look (next_look_at),
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

-- Money that goes back to the buyer: all of a payment, or a part.
CREATE TABLE cancellation (
  id               BIGINT       NOT NULL AUTO_INCREMENT,
  payment_event_id BIGINT       NOT NULL,
  -- The client's own name of the request; none when it wants all that is left, which can be repeated without one.
  idempotency_key  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
  request_hash     CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  amount           BIGINT       NOT NULL,
  reason           VARCHAR(150) NOT NULL,
  requested_by     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Money that was never in our books (it came too late) belongs to no payment order, and is not announced.
  booked           BOOLEAN      NOT NULL,
  status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  remaining_before BIGINT       NULL,
  failure_code     VARCHAR(100) NULL,
  failure_message  VARCHAR(510) NULL,
  -- Where the money goes when it was paid by a transfer.
  refund_bank      VARCHAR(20)  NULL,
  refund_account   VARCHAR(20)  NULL,
  refund_holder    VARCHAR(60)  NULL,
  ledger_updated   BOOLEAN      NOT NULL DEFAULT FALSE,
  wallet_updated   BOOLEAN      NOT NULL DEFAULT FALSE,
  is_cancellation_done BOOLEAN  NOT NULL DEFAULT FALSE,
  created_at       TIMESTAMP(6) NOT NULL,
  requested_at     TIMESTAMP(6) NULL,
  ended_at         TIMESTAMP(6) NULL,
  done_at          TIMESTAMP(6) NULL,
  -- While it waits for its turn: when somebody must see to it.
  next_start_at    TIMESTAMP(6) NULL,
  next_push_at     TIMESTAMP(6) NULL,
  pushes           INT          NOT NULL DEFAULT 0,
  -- At most one cancel of a payment is at the provider.
  at_provider      BIGINT GENERATED ALWAYS AS (IF(status IN ('EXECUTING', 'UNKNOWN'), payment_event_id, NULL)) STORED,
  PRIMARY KEY (id),
  UNIQUE KEY cancellation_idempotency_key (payment_event_id, idempotency_key),
  UNIQUE KEY cancellation_at_provider (at_provider),
  KEY cancellation_start (next_start_at),
  KEY cancellation_push (next_push_at),
  CONSTRAINT cancellation_event FOREIGN KEY (payment_event_id) REFERENCES payment_event (id),
  CONSTRAINT cancellation_amount_positive CHECK (amount > 0),
  CONSTRAINT cancellation_status_known
    CHECK (status IN ('NOT_STARTED', 'EXECUTING', 'SUCCESS', 'FAILURE', 'UNKNOWN')),
  CONSTRAINT cancellation_within_what_was_left CHECK (remaining_before IS NULL OR amount <= remaining_before),
  CONSTRAINT cancellation_flags_follow_success
    CHECK ((status = 'SUCCESS' AND booked) OR NOT (ledger_updated OR wallet_updated)),
  CONSTRAINT cancellation_done_is_booked
    CHECK (NOT is_cancellation_done OR (ledger_updated AND wallet_updated))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- From which payment orders it is taken.
CREATE TABLE cancellation_part (
  cancellation_id  BIGINT NOT NULL,
  payment_order_id BIGINT NOT NULL,
  amount           BIGINT NOT NULL,
  PRIMARY KEY (cancellation_id, payment_order_id),
  KEY cancellation_part_of_order (payment_order_id),
  CONSTRAINT cancellation_part_cancellation FOREIGN KEY (cancellation_id) REFERENCES cancellation (id),
  CONSTRAINT cancellation_part_payment_order FOREIGN KEY (payment_order_id) REFERENCES payment_order (id),
  CONSTRAINT cancellation_part_amount_positive CHECK (amount > 0)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every call to the provider that may have moved money, written before it is made.
CREATE TABLE payment_attempt (
  id               BIGINT       NOT NULL AUTO_INCREMENT,
  payment_event_id BIGINT       NOT NULL,
  operation        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  cancellation_id  BIGINT       NULL,
  idempotency_key  VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_body     VARCHAR(2000) NOT NULL,
  status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  resend           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answer           VARCHAR(600) NULL,
  tries            INT          NOT NULL DEFAULT 0,
  started_at       TIMESTAMP(6) NOT NULL,
  next_look_at     TIMESTAMP(6) NULL,
  finished_at      TIMESTAMP(6) NULL,
  -- At most one attempt of a payment is open: whoever wants to do something else resolves it first.
  open_for         BIGINT GENERATED ALWAYS AS (IF(finished_at IS NULL, payment_event_id, NULL)) STORED,
  PRIMARY KEY (id),
  UNIQUE KEY payment_attempt_key (idempotency_key),
  UNIQUE KEY payment_attempt_open (open_for),
  KEY payment_attempt_of_event (payment_event_id),
  KEY payment_attempt_look (next_look_at),
  CONSTRAINT payment_attempt_event FOREIGN KEY (payment_event_id) REFERENCES payment_event (id),
  CONSTRAINT payment_attempt_cancellation FOREIGN KEY (cancellation_id) REFERENCES cancellation (id),
  CONSTRAINT payment_attempt_operation_known CHECK (operation IN ('CONFIRM', 'CANCEL')),
  CONSTRAINT payment_attempt_names_its_cancel CHECK ((operation = 'CANCEL') = (cancellation_id IS NOT NULL)),
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
