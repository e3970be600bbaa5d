-- News from providers: what each was about, never its body.
CREATE TABLE webhook (
  id              BIGINT       NOT NULL AUTO_INCREMENT,
  psp             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  transmission_id VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- SHA-256 of the bytes, in lower-case hexadecimal.
  body_hash       CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  verification    VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note            VARCHAR(500) NULL,
  tries           INT          NOT NULL DEFAULT 0,
  received_at     TIMESTAMP(6) NOT NULL,
  next_try_at     TIMESTAMP(6) NULL,
  finished_at     TIMESTAMP(6) NULL,
  PRIMARY KEY (id),
  -- A webhook that is sent again is the same one.
  UNIQUE KEY webhook_transmission (psp, transmission_id),
  KEY webhook_due (next_try_at),
  KEY webhook_of_order (order_id),
  KEY webhook_received (received_at),
  CONSTRAINT webhook_verification_known CHECK (verification IN ('SIGNATURE', 'SECRET', 'NONE')),
  CONSTRAINT webhook_status_known CHECK (status IN ('RECEIVED', 'PROCESSED', 'IGNORED', 'GIVEN_UP')),
  CONSTRAINT webhook_waits_while_received CHECK ((status = 'RECEIVED') = (next_try_at IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- All of it that the running service may remove.
CREATE VIEW old_webhook AS
  SELECT * FROM webhook WHERE status <> 'RECEIVED' AND received_at < CURRENT_TIMESTAMP(6) - INTERVAL 14 DAY;

-- What operators did about cases. Written before it is done; without a result it was cut off.
CREATE TABLE manual_case_action (
  id          BIGINT        NOT NULL AUTO_INCREMENT,
  case_id     BIGINT        NOT NULL,
  action      VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  taken_by    VARCHAR(100)  NOT NULL,
  reason      VARCHAR(500)  NOT NULL,
  taken_at    TIMESTAMP(6)  NOT NULL,
  result      VARCHAR(500)  NULL,
  finished_at TIMESTAMP(6)  NULL,
  PRIMARY KEY (id),
  KEY manual_case_action_of_case (case_id),
  CONSTRAINT manual_case_action_case FOREIGN KEY (case_id) REFERENCES manual_case (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Our books against a provider's list, for a period: from inclusive, until exclusive.
CREATE TABLE reconciliation (
  id           BIGINT       NOT NULL AUTO_INCREMENT,
  psp          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_at      TIMESTAMP(6) NOT NULL,
  until_at     TIMESTAMP(6) NOT NULL,
  status       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The period while it runs: no second one of the same runs beside it.
  running      VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- The day whose daily reconciliation this is: every instance wants to begin it, one can.
  daily_for    DATE         NULL,
  tries        INT          NOT NULL DEFAULT 0,
  requested_at TIMESTAMP(6) NOT NULL,
  next_try_at  TIMESTAMP(6) NULL,
  finished_at  TIMESTAMP(6) NULL,
  ours         INT          NULL,
  theirs       INT          NULL,
  differences  INT          NULL,
  note         VARCHAR(500) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY reconciliation_running (running),
  UNIQUE KEY reconciliation_daily (psp, daily_for),
  KEY reconciliation_due (next_try_at),
  CONSTRAINT reconciliation_period CHECK (from_at < until_at),
  CONSTRAINT reconciliation_status_known CHECK (status IN ('RUNNING', 'DONE', 'FAILED')),
  CONSTRAINT reconciliation_waits_while_running CHECK ((status = 'RUNNING') = (next_try_at IS NOT NULL)),
  CONSTRAINT reconciliation_is_marked_while_running CHECK ((status = 'RUNNING') = (running IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE reconciliation_difference (
  id                BIGINT        NOT NULL AUTO_INCREMENT,
  reconciliation_id BIGINT        NOT NULL,
  kind              VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  movement          VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id          VARCHAR(64)   NOT NULL,
  our_amount        BIGINT        NULL,
  their_amount      BIGINT        NULL,
  currency          CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text              VARCHAR(500)  NOT NULL,
  PRIMARY KEY (id),
  KEY reconciliation_difference_of (reconciliation_id),
  KEY reconciliation_difference_order (order_id),
  CONSTRAINT reconciliation_difference_report FOREIGN KEY (reconciliation_id) REFERENCES reconciliation (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What reconciliation reads.
ALTER TABLE payment_event ADD KEY payment_event_approved (psp, approved_at);
ALTER TABLE cancellation ADD KEY cancellation_ended (ended_at);
