@NullMarked
package dev.paysaga.tracing;

import org.jspecify.annotations.NullMarked;
