package dev.paysaga.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an event on the wire ({@code ce_type}), version included: {@code paysaga.payment.approved.v1}. Within a
 * version only optional fields may be added, as {@code @Nullable} components; anything else is a new version.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    String value();
}
