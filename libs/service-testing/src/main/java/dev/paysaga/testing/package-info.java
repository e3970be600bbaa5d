/**
 * What the services' tests share: one real MySQL ({@code TestMysql}) and one real broker ({@code TestKafka}) per test
 * JVM, started on first use and gone with it, the topic that several of them listen to ({@code PaymentTopic}), and the
 * rules about who may depend on what ({@code ArchitectureRules}). Nothing that one service's tests alone need belongs
 * here.
 */
@NullMarked
package dev.paysaga.testing;

import org.jspecify.annotations.NullMarked;
