package dev.triggered.spi;

import dev.triggered.MailContent;
import dev.triggered.TemplateException;
import java.util.List;
import java.util.Optional;

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

    /**
     * Compiles the own content of a stream with all its variants. It may use what the engine's templates share, such as layouts,
     * and hides none of them. An engine that only has templates of its own refuses, as this default does.
     *
     * @param name what messages call it: any text, such as the name of its stream
     * @param content the parts; its files are none of the engine's business
     * @return the template, ready to render
     * @throws TemplateException naming everything that is missing or does not compile, with name, part and line
     */
    default MailTemplate compile(String name, MailContent content) {
        throw new TemplateException(List.of(
                name + ": this template engine takes no content: name one of its templates with template(...)"));
    }

    /**
     * Returns the parts of a template as they are written, so that an edit can begin with them.
     *
     * @param name the name of the template
     * @return a content that {@link #compile} makes the same mails of, without files; empty where the engine knows no complete
     *     template of that name, or does not give its sources, as by default
     * @throws TemplateException if its sources cannot be read
     */
    default Optional<MailContent> source(String name) {
        return Optional.empty();
    }
}
