/** Requests and replies of the Emarsys API for external events and mail streams. */
@NullMarked
package dev.triggered.web.bridge;

import org.jspecify.annotations.NullMarked;
