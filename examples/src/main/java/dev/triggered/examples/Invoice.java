package dev.triggered.examples;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An invoice of the shop.
 *
 * @param number its number
 * @param total what is to be paid
 * @param dueOn until when
 */
public record Invoice(String number, BigDecimal total, LocalDate dueOn) {}
