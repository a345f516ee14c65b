/** The rooms behind the door: the gate, the lanes, and the store that needs no database. Not exported. */
@NullMarked
package dev.triggered.engine;

import org.jspecify.annotations.NullMarked;
