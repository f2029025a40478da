// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.List;
import java.util.Optional;
import org.susten.feeds.Pickup;
import org.susten.feeds.Products;
import org.susten.feeds.internal.NoDeliveries;

/** A hub that has delivered nothing. */
final class NothingDelivered extends NoDeliveries implements Pickup, Products {

    @Override
    public List<Item> of(String partner, int limit) {
        return List.of();
    }

    @Override
    public Optional<Item> find(String partner, String delivery) {
        return Optional.empty();
    }

    @Override
    public Optional<Taking> take(String partner, String delivery) {
        return Optional.empty();
    }

    @Override
    public void taken(String delivery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Product> of(String partner) {
        return List.of();
    }

    @Override
    public List<Counts> ofCounts(String partner) {
        return List.of();
    }
}
