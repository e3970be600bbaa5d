package dev.paysaga.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.RunningSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** One browser for all tests of this JVM; each test has profiles of its own, and none of them may complain. */
abstract class BrowserTest extends RunningSuite {

    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    private static @Nullable Browser running;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** A buyer on a phone, in English. */
    final Tab phone() {
        return profile(options("en-US")).tab();
    }

    final Tab phone(String language) {
        return profile(options(language)).tab();
    }

    final Profile profile() {
        return profile(options("en-US"));
    }

    final NewContextOptions options(String language) {
        return new NewContextOptions().setLocale(language).setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    }

    final Profile profile(NewContextOptions options) {
        BrowserContext context = browser().newContext(options);
        contexts.add(context);
        context.setDefaultTimeout((double) SOON.toMillis());
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequest(request -> {
            if (!request.url().startsWith(suite.url("checkout") + "/")
                    && !request.url().startsWith(suite.url("psp") + "/")) {
                complaints.add("a request to another origin: " + request.url());
            }
        });
        return new Profile(context, suite);
    }

    @AfterEach
    final void noPageComplained() {
        contexts.forEach(BrowserContext::close);
        assertThat(complaints)
                .as("script errors, violations of the content security policy, requests to strangers")
                .isEmpty();
    }

    private static synchronized Browser browser() {
        Browser browser = running;
        if (browser == null) {
            Chromium chromium = Chromium.find();
            var driver = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = driver.chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium.program())
                            .setEnv(chromium.environment())
                            .setArgs(List.of(
                                    "--no-sandbox", // a sandbox cannot be made by root, nor in most containers
                                    "--disable-gpu",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync",
                                    "--no-first-run")));
            running = browser;
        }
        return browser;
    }

    /** One browser profile: its tabs share cookies. */
    record Profile(BrowserContext context, Cluster suite) {

        Tab tab() {
            return new Tab(context.newPage(), suite.url("checkout"));
        }
    }
}
