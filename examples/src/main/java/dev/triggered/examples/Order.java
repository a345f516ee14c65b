package dev.triggered.examples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * An order of the shop, as its own code knows it.
 *
 * @param number its number
 * @param customer who placed it
 * @param placedOn when
 * @param items what was ordered
 */
public record Order(String number, String customer, LocalDate placedOn, List<Item> items) {
    /**
     * Returns what the order costs.
     *
     * @return the sum over the items
     */
    public BigDecimal getTotal() {
        return items.stream()
                .map(item -> item.price().multiply(BigDecimal.valueOf(item.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * One line of an order.
     *
     * @param name what
     * @param quantity how many
     * @param price the price of one
     */
    public record Item(String name, int quantity, BigDecimal price) {}
}
