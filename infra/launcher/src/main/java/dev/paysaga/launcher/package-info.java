/**
 * Runs the suite on one machine as processes: MySQL and Kafka from build artifacts, the services, the relay and the
 * PSP simulator. Start with {@code Launcher} (the commands). {@code MysqlServer}, {@code KafkaBroker} and
 * {@code ServiceProcess} are one running program each, and are what tests use to have real ones.
 */
@NullMarked
package dev.paysaga.launcher;

import org.jspecify.annotations.NullMarked;
