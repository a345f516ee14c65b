package dev.triggered.web.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component of a record that is read from JSON or written to it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
    /**
     * Says what it is.
     *
     * @return one sentence without its period
     */
    String value();

    /**
     * Says whether it may be left out.
     *
     * @return {@code false} by default
     */
    boolean optional() default false;
}
