package dev.triggered.examples.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded store. */
class KilledBroadcastOnFileTest extends BroadcastKillSuite {
    @TempDir
    Path folder;

    @Override
    String store() {
        return folder.toString();
    }
}
