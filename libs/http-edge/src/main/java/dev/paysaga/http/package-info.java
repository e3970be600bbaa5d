/**
 * How every service meets HTTP: errors as problem details ({@link dev.paysaga.http.Problem}), bearer tokens with
 * everything denied that is not allowed ({@link dev.paysaga.http.AccessProperties}), JSON taken strictly, bodies
 * limited, the trace context carried on. Nothing about payments or events may go in here.
 */
@NullMarked
package dev.paysaga.http;

import org.jspecify.annotations.NullMarked;
