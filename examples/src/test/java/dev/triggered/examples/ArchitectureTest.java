package dev.triggered.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.triggered.FeedbackSettings;
import dev.triggered.InMemoryStore;
import dev.triggered.MailSettings;
import dev.triggered.TriggeredMail;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/architecture.md}, held over the classes of every published module. */
class ArchitectureTest {
    /** Serves over the JDK's server, which is told by a property only to send at once. */
    private static final String HAS_NO_OTHER_WAY = "dev.triggered.web.http.JdkServer";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.triggered");

    private static final String API = "dev.triggered";
    private static final String SPI = "dev.triggered.spi";
    private static final String ENGINE = "dev.triggered.engine";
    private static final String CSV = "dev.triggered.csv";
    private static final String[] LEAVES = {
        "dev.triggered.templates..",
        "dev.triggered.smtp..",
        "dev.triggered.jdbc..",
        "dev.triggered.tracking..",
        "dev.triggered.web..",
        "dev.triggered.testkit.."
    };
    private static final String WEB = "dev.triggered.web";
    private static final String TRACKING = "dev.triggered.tracking..";

    /** The doors, which put the rooms together. */
    private static final DescribedPredicate<JavaClass> DOORS =
            belongToAnyOf(TriggeredMail.class, InMemoryStore.class, MailSettings.class, FeedbackSettings.class);

    /** Where time is read and threads are made. */
    private static final DescribedPredicate<JavaClass> WIRING = DescribedPredicate.describe("the wiring", type -> {
        String name = type.getName().replaceAll("\\$.*", "");
        return name.equals("dev.triggered.engine.Assembly")
                || name.equals("dev.triggered.engine.Lanes")
                || name.equals("dev.triggered.engine.SystemTime")
                || name.equals("dev.triggered.smtp.SmtpDispatcher")
                || name.equals("dev.triggered.jdbc.JdbcStore")
                || name.equals("dev.triggered.jdbc.Node")
                || name.equals("dev.triggered.tracking.intake.MailTracking")
                || name.equals("dev.triggered.tracking.response.ResponseTracking")
                || name.equals("dev.triggered.web.TriggeredWeb")
                || name.equals("dev.triggered.web.http.JdkServer")
                || name.equals("dev.triggered.web.hook.Webhooks")
                || type.getPackageName().startsWith("dev.triggered.testkit")
                || type.getPackageName().startsWith("dev.triggered.examples");
    });

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void values_of_the_api_import_neither_the_spi_nor_the_engine() {
        check(noClasses()
                .that(resideInAPackage(API).and(not(DOORS)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPI, ENGINE));
    }

    @Test
    void programs_are_values_of_the_api() {
        check(noClasses()
                .that(resideInAPackage("dev.triggered.automation"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SPI, ENGINE).or(DOORS)));
    }

    @Test
    void reports_are_values_of_the_api() {
        check(noClasses()
                .that(resideInAPackage("dev.triggered.report"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SPI, ENGINE).or(DOORS)));
    }

    @Test
    void feedback_is_values_of_the_api() {
        check(noClasses()
                .that(resideInAPackage("dev.triggered.feedback"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SPI, ENGINE).or(DOORS)));
    }

    @Test
    void the_spi_imports_values_only() {
        check(noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat(resideInAPackage(ENGINE).or(DOORS)));
    }

    @Test
    void csv_imports_nothing_of_ours() {
        check(noClasses()
                .that()
                .resideInAPackage(CSV)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.triggered..").and(not(resideInAPackage(CSV)))));
    }

    @Test
    void leaves_import_the_core_and_never_each_other_or_the_engine_and_only_the_web_knows_tracking() {
        for (String leaf : LEAVES) {
            DescribedPredicate<JavaClass> others = resideInAnyPackage(LEAVES).and(not(resideInAPackage(leaf)));
            check(noClasses()
                    .that()
                    .resideInAPackage(leaf)
                    .should()
                    .dependOnClassesThat((leaf.startsWith(WEB) ? others.and(not(resideInAPackage(TRACKING))) : others)
                            .or(resideInAnyPackage(ENGINE, CSV))));
        }
    }

    @Test
    void the_web_is_built_from_documents_to_requests_to_resources_to_its_door() {
        check(noClasses()
                .that()
                .resideInAPackage(WEB + ".json")
                .should()
                .dependOnClassesThat(resideInAPackage(WEB + "..").and(not(resideInAPackage(WEB + ".json")))));
        check(noClasses()
                .that()
                .resideInAPackage(WEB + ".http")
                .should()
                .dependOnClassesThat(resideInAPackage(WEB + ".api")));
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(WEB + ".TriggeredServlet")
                .and()
                .resideOutsideOfPackage("dev.triggered.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet.."));
    }

    @Test
    void only_the_wiring_reads_the_clock() {
        check(noClasses()
                .that(not(WIRING))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime"));
    }

    @Test
    void only_the_wiring_makes_threads() {
        check(noClasses()
                .that(not(WIRING))
                .should()
                .callMethod(Thread.class, "start")
                .orShould()
                .dependOnClassesThat(
                        belongToAnyOf(Executors.class, Timer.class, ThreadPoolExecutor.class, CompletableFuture.class))
                .orShould()
                .callConstructor(ScheduledThreadPoolExecutor.class, int.class));
    }

    @Test
    void nobody_sleeps() {
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    }

    @Test
    void no_system_property_is_set_and_nothing_is_printed() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.triggered.examples..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.triggered.examples..")
                .and()
                .doNotHaveFullyQualifiedName(HAS_NO_OTHER_WAY)
                .should()
                .callMethod(System.class, "setProperty", String.class, String.class));
    }

    @Test
    void there_are_no_mutable_statics() {
        check(noFields()
                .that()
                .haveModifier(JavaModifier.STATIC)
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .notHaveModifier(JavaModifier.FINAL));
    }

    @Test
    void libraries_stay_inside() {
        check(
                noMethods()
                        .that()
                        .arePublic()
                        .and()
                        .areDeclaredInClassesThat(resideInAnyPackage("dev.triggered..")
                                .and(not(resideInAPackage("dev.triggered.examples..")))
                                .and(DescribedPredicate.describe(
                                        "are public",
                                        type -> type.getModifiers().contains(JavaModifier.PUBLIC))))
                        .should()
                        .haveRawReturnType(resideInAnyPackage(
                                "tools.jackson..", "jakarta.mail..", "com.github.mustachejava..", "org.jsoup.."))
                        .orShould()
                        .haveRawParameterTypes(
                                DescribedPredicate.describe(
                                        "hold a type of a library",
                                        types -> types.stream()
                                                .anyMatch(
                                                        type -> type.getPackageName()
                                                                .matches(
                                                                        "(tools\\.jackson|jakarta\\.mail|com\\.github\\.mustachejava|org\\.jsoup).*")))));
    }

    @Test
    void exceptions_are_part_of_the_api() {
        check(classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .arePublic()
                .should()
                .beAssignableTo(dev.triggered.TriggeredException.class));
    }
}
