-- How a service's events leave (outbox) and how others' arrive (inbox). The same in every schema.
-- Ids compare byte by byte: two order ids that differ in case only are two orders.

-- Insert-only, shaped for Debezium's EventRouter. Every column that becomes a header holds the text that goes on the
-- wire: an EventRouter would turn a timestamp into digits.
CREATE TABLE outbox (
  id            BIGINT       NOT NULL AUTO_INCREMENT,
  event_id      CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  aggregatetype VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  aggregateid   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type          VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence      VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  time          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  specversion   VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  dataschema    VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  contenttype   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  traceparent   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  ce_repeat     VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  repeat_no     SMALLINT     NOT NULL DEFAULT 0,
  payload       MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- For an EventRouter alone, which makes a header without a value of a column that is NULL: names the absent ones.
  route         VARCHAR(52)  CHARACTER SET ascii COLLATE ascii_bin
                GENERATED ALWAYS AS (CONCAT(aggregatetype, IF(traceparent IS NULL, '~untraced', ''),
                                            IF(ce_repeat IS NULL, '~first', ''))) STORED,
  -- Which partition a row is in: the day in UTC, so that a day is removed as a whole.
  written_on    DATE         NOT NULL DEFAULT (UTC_DATE()),
  PRIMARY KEY (id, written_on),
  -- Unique within a day. Over all days it is the order's row in outbox_sequence that sees to it.
  UNIQUE KEY outbox_sequence_of_order (aggregateid, sequence, repeat_no, written_on),
  KEY outbox_event (event_id),
  CONSTRAINT outbox_payload_fits_a_record CHECK (LENGTH(payload) <= 524288),
  CONSTRAINT outbox_repeat_is_numbered CHECK ((repeat_no = 0) = (ce_repeat IS NULL))
) ENGINE = InnoDB
-- The relay splits the days off ahead of time, and drops them when they are old and sent. Without it all goes here.
PARTITION BY RANGE COLUMNS (written_on) (PARTITION later VALUES LESS THAN (MAXVALUE));

-- The last sequence given to an order. Its row lock, held until commit, makes commit order and sequence order one.
CREATE TABLE outbox_sequence (
  aggregateid   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_sequence BIGINT      NOT NULL,
  PRIMARY KEY (aggregateid)
) ENGINE = InnoDB;

-- Every message that has been taken, written in the transaction of its effect. Old ones go, but for each order's last.
CREATE TABLE inbox (
  source      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id    VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence    BIGINT       NOT NULL,
  event_id    VARCHAR(36)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type        VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  received_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (source, order_id, sequence),
  UNIQUE KEY inbox_event (event_id)
) ENGINE = InnoDB;

-- Messages that could not be taken, kept whole: WAITING for an earlier one of the same order, FAILED, or RESOLVED.
CREATE TABLE parked_message (
  id           BIGINT        NOT NULL AUTO_INCREMENT,
  status       VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason       VARCHAR(1000) NOT NULL,
  topic        VARCHAR(128)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  partition_no INT           NOT NULL,
  offset_no    BIGINT        NOT NULL,
  source       VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  order_id     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  sequence     BIGINT        NULL,
  message_key  MEDIUMTEXT    NULL,
  headers      MEDIUMTEXT    NOT NULL,
  payload      LONGBLOB      NULL,
  attempts     INT           NOT NULL DEFAULT 0,
  parked_at    TIMESTAMP(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  resolved_at  TIMESTAMP(6)  NULL,
  PRIMARY KEY (id),
  UNIQUE KEY parked_record (topic, partition_no, offset_no, parked_at),
  KEY parked_status (status, source, order_id, sequence),
  KEY parked_resolved (resolved_at)
) ENGINE = InnoDB;

-- All that the running service may remove: whatever is configured, nothing younger than this goes.
CREATE VIEW old_inbox AS
  SELECT * FROM inbox WHERE received_at < CURRENT_TIMESTAMP(6) - INTERVAL 14 DAY;
CREATE VIEW old_parked_message AS
  SELECT * FROM parked_message WHERE status = 'RESOLVED' AND resolved_at < CURRENT_TIMESTAMP(6) - INTERVAL 14 DAY;
