package dev.paysaga.tracing;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.paysaga.testing.ArchitectureRules;
import dev.paysaga.testing.ModuleRules;

/** One package: the rules about packages among themselves say nothing here. */
@AnalyzeClasses(packages = "dev.paysaga.tracing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SERVICES = ModuleRules.SERVICES_MEET_IN_EVENTS_ONLY;

    @ArchTest
    static final ArchRule TIME_AND_IDS = ModuleRules.TIME_AND_IDS_ARE_INJECTED;

    @ArchTest
    static final ArchRule FIELDS = ModuleRules.NOTHING_IS_INJECTED_INTO_FIELDS;

    @ArchTest
    static final ArchRule NULLNESS = ModuleRules.PACKAGES_ARE_NULL_MARKED;

    @ArchTest
    static final ArchRule NO_FLOATING_POINT = ArchitectureRules.NO_FLOATING_POINT;
}
