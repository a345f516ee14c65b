/** Webhooks: tells others over HTTP what became of messages. */
@NullMarked
package dev.triggered.web.hook;

import org.jspecify.annotations.NullMarked;
