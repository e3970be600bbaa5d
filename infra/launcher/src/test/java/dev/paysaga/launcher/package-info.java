/** Real servers and real child processes, in temporary folders and on free ports. */
@NullMarked
package dev.paysaga.launcher;

import org.jspecify.annotations.NullMarked;
