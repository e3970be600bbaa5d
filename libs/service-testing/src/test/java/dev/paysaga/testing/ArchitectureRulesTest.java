package dev.paysaga.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(ModuleRules.PACKAGES_HAVE_NO_CYCLES, "Cycle detected"),
                Arguments.of(ModuleRules.TIME_AND_IDS_ARE_INJECTED, "Sample.guessedTime()"),
                Arguments.of(ModuleRules.TIME_AND_IDS_ARE_INJECTED, "Sample.guessedId()"),
                Arguments.of(ModuleRules.PACKAGES_ARE_NULL_MARKED, "dev.paysaga.checkout.api is not @NullMarked"),
                Arguments.of(ArchitectureRules.DOMAIN_KNOWS_NO_TECHNOLOGY, "dev.paysaga.checkout.psp.Adapter"),
                Arguments.of(ArchitectureRules.ONLY_MESSAGING_SPEAKS_KAFKA, "producer.Producer"),
                Arguments.of(ArchitectureRules.NO_FLOATING_POINT, "Sample.price"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRuleSeesWhatBreaksIt(ArchRule rule, String culprit) {
        var classes = new ClassFileImporter().importPackages("dev.paysaga.checkout");

        assertThat(rule.evaluate(classes).getFailureReport().toString()).contains(culprit);
    }

    @Test
    void aClockThatIsPassedInIsRight() {
        var classes = new ClassFileImporter().importPackages("dev.paysaga.checkout");

        assertThat(ModuleRules.TIME_AND_IDS_ARE_INJECTED
                        .evaluate(classes)
                        .getFailureReport()
                        .toString())
                .doesNotContain("givenTime");
    }

    @Test
    void theDomainMayUseJavaAndItself() {
        var classes = new ClassFileImporter().importPackages("dev.paysaga.checkout");

        assertThat(ArchitectureRules.DOMAIN_KNOWS_NO_TECHNOLOGY
                        .evaluate(classes)
                        .getFailureReport()
                        .toString())
                .doesNotContain("java.time", "java.lang", "<double>");
    }
}
