package dev.triggered.engine;

import dev.triggered.MailStream;
import dev.triggered.spi.MailTemplate;

/** A launched stream with its compiled template. */
record LiveStream(MailStream stream, MailTemplate template) {}
