-- What the test listener does: one row per call.
CREATE TABLE effect (
  id       BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id VARCHAR(64) NOT NULL,
  amount   BIGINT      NOT NULL,
  trace    VARCHAR(64) NULL
);
