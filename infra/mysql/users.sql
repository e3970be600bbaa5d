-- Schemas and users, applied by the server itself at every start, before it takes a connection.
-- ${...} is the user's password. Everything here may be repeated. One statement per line.
SET sql_log_bin = 0;

CREATE DATABASE IF NOT EXISTS checkout;
CREATE DATABASE IF NOT EXISTS payment;
CREATE DATABASE IF NOT EXISTS ledger;
CREATE DATABASE IF NOT EXISTS wallet;

-- Administration, from this machine only.
ALTER USER 'root'@'localhost' IDENTIFIED BY '${root}';
CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '${root}';
GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;

-- A schema's owner migrates it and grants its running service what that needs, table by table.
CREATE USER IF NOT EXISTS 'checkout_owner' IDENTIFIED BY '${checkout_owner}';
CREATE USER IF NOT EXISTS 'payment_owner' IDENTIFIED BY '${payment_owner}';
CREATE USER IF NOT EXISTS 'ledger_owner' IDENTIFIED BY '${ledger_owner}';
CREATE USER IF NOT EXISTS 'wallet_owner' IDENTIFIED BY '${wallet_owner}';
GRANT ALL ON checkout.* TO 'checkout_owner' WITH GRANT OPTION;
GRANT ALL ON payment.* TO 'payment_owner' WITH GRANT OPTION;
GRANT ALL ON ledger.* TO 'ledger_owner' WITH GRANT OPTION;
GRANT ALL ON wallet.* TO 'wallet_owner' WITH GRANT OPTION;

-- The running services: nothing yet, the migrations grant it.
CREATE USER IF NOT EXISTS 'checkout_app' IDENTIFIED BY '${checkout_app}';
CREATE USER IF NOT EXISTS 'payment_app' IDENTIFIED BY '${payment_app}';
CREATE USER IF NOT EXISTS 'ledger_app' IDENTIFIED BY '${ledger_app}';
CREATE USER IF NOT EXISTS 'wallet_app' IDENTIFIED BY '${wallet_app}';

-- The relay reads the binlog, and the tables themselves for its first snapshot (RELOAD: a consistent one).
CREATE USER IF NOT EXISTS 'relay' IDENTIFIED BY '${relay}';
GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'relay';
GRANT SELECT ON checkout.* TO 'relay';
GRANT SELECT ON payment.* TO 'relay';
GRANT SELECT ON ledger.* TO 'relay';
GRANT SELECT ON wallet.* TO 'relay';

-- Retention, done by the relay: partitions of the outbox tables are made and dropped, nothing else is touched. CREATE: a
-- right on a table that its migration has not made yet. LOCK TABLES can be given for schemas alone; it locks no table
-- without SELECT.
CREATE USER IF NOT EXISTS 'retention' IDENTIFIED BY '${retention}';
GRANT LOCK TABLES ON checkout.* TO 'retention';
GRANT LOCK TABLES ON payment.* TO 'retention';
GRANT LOCK TABLES ON ledger.* TO 'retention';
GRANT LOCK TABLES ON wallet.* TO 'retention';
GRANT SELECT, CREATE, ALTER, DROP ON checkout.outbox TO 'retention';
GRANT SELECT, CREATE, ALTER, DROP ON payment.outbox TO 'retention';
GRANT SELECT, CREATE, ALTER, DROP ON ledger.outbox TO 'retention';
GRANT SELECT, CREATE, ALTER, DROP ON wallet.outbox TO 'retention';

-- The auditor compares the books and changes nothing.
CREATE USER IF NOT EXISTS 'auditor' IDENTIFIED BY '${auditor}';
GRANT SELECT ON checkout.* TO 'auditor';
GRANT SELECT ON payment.* TO 'auditor';
GRANT SELECT ON ledger.* TO 'auditor';
GRANT SELECT ON wallet.* TO 'auditor';
