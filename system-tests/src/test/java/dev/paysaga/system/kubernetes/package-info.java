/** What can be known of {@code infra/kubernetes} without a cluster. */
@NullMarked
package dev.paysaga.system.kubernetes;

import org.jspecify.annotations.NullMarked;
