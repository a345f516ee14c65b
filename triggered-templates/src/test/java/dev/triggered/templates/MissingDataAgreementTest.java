package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MissingData;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said before a mail is rendered agrees with what happens then, for templates and data made by chance. */
class MissingDataAgreementTest {
    private static final int ROUNDS = 500;
    private static final List<Locale> LOCALES = List.of(Locale.ROOT, Locale.GERMANY);

    @Test
    void refuses_exactly_what_is_missing() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomTemplates random = new RandomTemplates(new Random(seed));
            MailTemplate template = random.templates().load("mail");
            Map<String, Object> model = random.model();
            for (Locale locale : LOCALES) {
                List<DataPath> missing = template.missing(model, locale);
                List<String> faults = faults(template, model, locale, MissingData.REFUSE);

                assertThat(faults.isEmpty()).as("seed %s", seed).isEqualTo(missing.isEmpty());
                assertThat(missing)
                        .as("seed %s", seed)
                        .doesNotHaveDuplicates()
                        .allSatisfy(path -> assertThat(faults).anyMatch(fault -> fault.contains(path.path())));
                assertThat(template.paths()).as("seed %s", seed).containsAll(missing);
                refused += missing.isEmpty() ? 0 : 1;
            }
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS * 2 - ROUNDS / 20);
    }

    @Test
    void refuses_in_a_lenient_rendering_only_what_a_helper_cannot_read() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomTemplates random = new RandomTemplates(new Random(seed));
            MailTemplate template = random.templates().load("mail");
            Map<String, Object> model = random.model();
            for (Locale locale : LOCALES) {
                List<String> strict = new ArrayList<>(faults(template, model, locale, MissingData.REFUSE));
                strict.removeIf(fault -> fault.contains("no value for"));

                assertThat(faults(template, model, locale, MissingData.LEAVE_EMPTY))
                        .as("seed %s", seed)
                        .isEqualTo(strict)
                        .allSatisfy(fault -> assertThat(fault).contains("{{#number}} cannot read"));
            }
        }
    }

    @Test
    void misses_nothing_in_data_that_has_every_path() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            MailTemplate template =
                    new RandomTemplates(new Random(seed)).templates().load("mail");
            Map<String, Object> model = new HashMap<>();
            Set<String> paths = new HashSet<>();
            template.paths().forEach(path -> paths.add(path.path()));
            paths.forEach(path -> put(model, path));

            for (Locale locale : LOCALES) {
                assertThat(template.missing(model, locale)).as("seed %s", seed).isEmpty();
            }
        }
    }

    private static List<String> faults(
            MailTemplate template, Map<String, Object> model, Locale locale, MissingData missing) {
        try {
            template.render(model, locale, missing);
            return List.of();
        } catch (TemplateException e) {
            return e.faults();
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> model, String path) {
        Map<String, Object> map = model;
        List<String> names = List.of(path.split("\\."));
        for (String name : names.subList(0, names.size() - 1)) {
            map = (Map<String, Object>) map.computeIfAbsent(name, key -> new HashMap<String, Object>());
        }
        String last = names.get(names.size() - 1);
        boolean leaf = List.of("x", "y", "z").contains(last);
        map.computeIfAbsent(last, key -> leaf ? (Object) 1 : new HashMap<String, Object>());
    }
}
