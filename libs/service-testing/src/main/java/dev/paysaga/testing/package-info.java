/**
 * What the services' tests share: one real MySQL ({@code TestMysql}) and one real broker ({@code TestKafka}) per test
 * JVM, started on first use and gone with it, and the rules about who may depend on what ({@code ArchitectureRules}).
 * No test of one service only belongs here.
 */
@NullMarked
package dev.paysaga.testing;

import org.jspecify.annotations.NullMarked;
