package dev.triggered.spi;

import dev.triggered.TemplateException;

/** Personalises mails. Thread-safe. */
public interface TemplateEngine {
    /**
     * Loads a template with all its parts and variants.
     *
     * @param name its name
     * @return the template, ready to render
     * @throws TemplateException naming everything that is missing or does not compile, with file and line
     */
    MailTemplate load(String name);
}
