/** What of the relay is replaced in a benchmark. */
@NullMarked
package dev.paysaga.relay;

import org.jspecify.annotations.NullMarked;
