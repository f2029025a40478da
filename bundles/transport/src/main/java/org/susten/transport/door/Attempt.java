// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Tries what may fail in any way. The one place of this bundle that catches every exception: Camel's processors, components and
 * routes declare no narrower one, operators write routes of their own, and a run or delivery in hand must come to its end
 * whatever happened on its way.
 */
public final class Attempt {

    /** What may fail. */
    @FunctionalInterface
    public interface Action {
        void take() throws Exception;
    }

    private Attempt() {}

    /**
     * How the action failed; null where it did not. Errors of broken code, as an add-on's routes may have, count as failures: a
     * thread that died of one would leave its run or delivery without an end. What the virtual machine itself runs out of passes.
     */
    public static @Nullable Exception failure(Action action) {
        try {
            action.take();
            return null;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return e;
        } catch (LinkageError | AssertionError | StackOverflowError e) {
            return new CompletionException(e);
        }
    }

    /** What something of Camel's gives, with failures that can be passed on. */
    public static <T> T of(Callable<T> call) {
        Object[] given = new Object[1];
        Exception failure = failure(() -> given[0] = call.call());
        if (failure == null) {
            @SuppressWarnings("unchecked")
            T result = (T) given[0];
            return result;
        }
        throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
