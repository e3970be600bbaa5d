package dev.paysaga.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every test wait as long as a slow, shared machine needs. What is waited for usually comes within milliseconds, so a
 * test that passes takes no longer; only one that fails does. Found by JUnit through {@code META-INF/services}.
 */
public final class PatientWaiting implements LauncherSessionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
