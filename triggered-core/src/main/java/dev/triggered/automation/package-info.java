/**
 * Programs: what follows an external event for one contact, step by step, with waits of days between them.
 * {@link dev.triggered.automation.Program} is built in code, and {@link dev.triggered.automation.Programs} says who is where.
 */
@NullMarked
package dev.triggered.automation;

import org.jspecify.annotations.NullMarked;
