/** Measures the running suite from outside. Prints Markdown, to be pasted with the machine's name into the docs. */
@NullMarked
package dev.paysaga.benchmarks;

import org.jspecify.annotations.NullMarked;
