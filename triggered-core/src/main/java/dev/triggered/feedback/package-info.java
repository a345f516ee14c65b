/** What comes back after a message was sent: bounces and complaints, opens and clicks, and what follows from them. */
@NullMarked
package dev.triggered.feedback;

import org.jspecify.annotations.NullMarked;
