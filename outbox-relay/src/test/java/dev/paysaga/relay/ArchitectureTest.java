package dev.paysaga.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.paysaga.testing.ModuleRules;

@AnalyzeClasses(packages = "dev.paysaga.relay", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    // All of ModuleRules but the one about cycles among packages: the relay is one package.
    @ArchTest
    static final ArchRule TIME_AND_IDS = ModuleRules.TIME_AND_IDS_ARE_INJECTED;

    @ArchTest
    static final ArchRule INJECTION = ModuleRules.NOTHING_IS_INJECTED_INTO_FIELDS;

    @ArchTest
    static final ArchRule NULL_MARKED = ModuleRules.PACKAGES_ARE_NULL_MARKED;

    @ArchTest
    static final ArchRule THE_ENGINE_IS_NEVER_ASKED_TO_RETRY = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.kafka.connect.errors.RetriableException")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.debezium.engine.StopEngineException")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.debezium.embedded.StopConnectorException")
            .as("the relay throws none of the exceptions that Debezium's engine treats in its own way")
            .because("after them the engine polls anew or marks the batch as done, and the failed batch is lost");

    @ArchTest
    static final ArchRule ONLY_THE_PUBLISHER_USES_TRANSACTIONS = noClasses()
            .that()
            .doNotHaveSimpleName("TransactionalPublisher")
            .and()
            .doNotHaveSimpleName("KafkaClients")
            .and()
            .doNotHaveSimpleName("SessionFactory")
            .and()
            .doNotHaveSimpleName("RelayPosition")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("KafkaProducer")
            .as("nothing but the publisher sends")
            .because("what is sent outside its transaction has no position and is sent again");

    @ArchTest
    static final ArchRule THE_RELAY_MOVES_BYTES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.paysaga.relay..",
                    "dev.paysaga.tracing..",
                    "java..",
                    "jakarta.validation..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "org.springframework..",
                    "io.micrometer..",
                    "org.apache.kafka..",
                    "io.debezium..")
            .as("the relay knows no event and no service")
            .because("a new event must not need a new relay");
}
