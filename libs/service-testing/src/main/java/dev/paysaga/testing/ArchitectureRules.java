package dev.paysaga.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

/**
 * What holds in every service. A service checks all of it with
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.paysaga.payment", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
 * }
 * }</pre>
 *
 * The relay has no domain and no JPA and is checked with {@link ModuleRules} alone.
 */
public final class ArchitectureRules {

    @ArchTest
    public static final ArchTests OF_EVERY_MODULE = ArchTests.in(ModuleRules.class);

    @ArchTest
    public static final ArchRule DOMAIN_KNOWS_NO_TECHNOLOGY = classes()
            .that()
            .resideInAPackage("dev.paysaga.*.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jakarta.persistence..",
                    "org.jspecify..",
                    "dev.paysaga.events..",
                    "dev.paysaga.*.domain..")
            .as("the domain uses only Java, JPA's annotations and the events")
            .because(
                    "its rules are read, tested and trusted without Spring, Kafka, HTTP or a PSP; api, saga and the adapters use it");

    @ArchTest
    public static final ArchRule ONLY_MESSAGING_SPEAKS_KAFKA = classes()
            .should(Conditions.useNoKafkaClient())
            .as("only dev.paysaga.messaging uses Kafka's producers and consumers")
            .because(
                    "an event leaves through the outbox and comes in through the inbox, or it is lost or counted twice");

    @ArchTest
    public static final ArchRule PSP_CALLS_HAVE_NO_TRANSACTION = classes()
            .that()
            .resideInAPackage("dev.paysaga.*.psp..")
            .should(Conditions.openNoTransaction())
            .as("a PSP adapter opens no transaction")
            .because(
                    "a transaction that waits for a remote system holds its locks, and a rollback does not take the money back")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NO_FLOATING_POINT = fields().should(Conditions.holdNoFloatingPoint())
            .as("no field is a float or a double")
            .because("amounts are whole minor units; 0.1 + 0.2 is not 0.3")
            .allowEmptyShould(true);

    private ArchitectureRules() {}
}
