package dev.triggered.web.browser;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the browser to tests. Where there is none they are skipped, unless the environment says {@code TRIGGERED_BROWSER=required}, as
 * {@code .ci/run} does: then they fail.
 */
final class InChromium implements ExecutionCondition, ParameterResolver {
    private static final String MISSING =
            "there is no Chromium on the path: install it to run these tests, on Debian by apt-get install chromium";

    private static Optional<Path> executable() {
        return Chromium.find(System.getenv().getOrDefault("PATH", ""));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (executable().isPresent() || "required".equals(System.getenv("TRIGGERED_BROWSER"))) {
            return ConditionEvaluationResult.enabled("in a browser");
        }
        return ConditionEvaluationResult.disabled(MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Chromium.class))
                .computeIfAbsent(
                        Chromium.class,
                        type -> Chromium.start(executable().orElseThrow(() -> new IllegalStateException(MISSING))),
                        Chromium.class);
    }
}
