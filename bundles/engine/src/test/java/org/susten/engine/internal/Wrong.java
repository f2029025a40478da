// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.function.Supplier;

/** Errors of Java's, as a broken add-on throws them. */
enum Wrong {
    STACK_OVERFLOW(StackOverflowError::new),
    NO_CLASS(() -> new NoClassDefFoundError("org/example/Gone")),
    INITIALIZER(() -> new ExceptionInInitializerError("badly begun")),
    ASSERTION(() -> new AssertionError("given name Ada")),
    CARELESS(() -> new NullPointerException("given name Ada"));

    private final Supplier<Throwable> error;

    Wrong(Supplier<Throwable> error) {
        this.error = error;
    }

    Throwable error() {
        return error.get();
    }

    void happen() {
        Throwable thrown = error();
        if (thrown instanceof RuntimeException careless) {
            throw careless;
        }
        throw (Error) thrown;
    }
}
