package dev.paysaga.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What holds in every service and in the relay. */
public final class ModuleRules {

    @ArchTest
    public static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.paysaga.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .as("the packages of a service have no cycles")
            .because("each of them can then be read, and changed, without all the others");

    @ArchTest
    public static final ArchRule SERVICES_MEET_IN_EVENTS_ONLY = classes()
            .should(Conditions.useNoOtherService())
            .as("a service uses no class of another service")
            .because("services coordinate by events alone; a shared class would tie their releases together");

    @ArchTest
    public static final ArchRule TIME_AND_IDS_ARE_INJECTED = classes()
            .should(Conditions.takeTimeAndIdsFromOutside())
            .as("time and random ids come from a clock and an id source that are passed in")
            .because(
                    "a test must be able to say what time it is; the clock and the id source themselves are @Bean methods");

    @ArchTest
    public static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.persistence.PersistenceContext")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .as("nothing is injected into a field")
            .because("a constructor shows what a class needs and leaves no half-made object")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(Conditions.resideInNullMarkedPackage())
            .as("every package is @NullMarked")
            .because("only then does the compiler check what may be null");

    private ModuleRules() {}
}
