package dev.whereabouts.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** Who may depend on whom in this module; the cores hold their own rules. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.whereabouts.service");

    /** What keeps the command line's start short: no class that it loads leads to Spring. */
    @Test
    void springIsUsedForHttpOnly() {
        noClasses().that().resideInAPackage("dev.whereabouts.service..").and()
                .resideOutsideOfPackages("dev.whereabouts.service.http..", "dev.whereabouts.service.management..")
                .should()
                .dependOnClassesThat().resideInAnyPackage("org.springframework..", "jakarta..", "org.slf4j..")
                .check(ALL);
        // states in JSON come over HTTP alone
        noClasses().that().resideInAnyPackage("dev.whereabouts.service.cli..", "dev.whereabouts.service.loclists..")
                .should().dependOnClassesThat().resideInAPackage("tools.jackson.databind..").check(ALL);
        noClasses().that().resideInAPackage("dev.whereabouts.service..").and()
                .resideOutsideOfPackage("dev.whereabouts.service.http..").and().doNotHaveSimpleName("Main").should()
                .dependOnClassesThat().resideInAPackage("dev.whereabouts.service.http..").check(ALL);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.whereabouts.service.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void everyPackageSaysItsIdea() {
        classes().that().resideInAPackage("dev.whereabouts.service..").should(haveAPackageInfo()).check(ALL);
    }

    private static ArchCondition<JavaClass> haveAPackageInfo() {
        return new ArchCondition<>("lie in a package with a package-info.java") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean said = ArchitectureTest.class.getResource(
                        "/" + type.getPackageName().replace('.', '/') + "/package-info.class") != null;
                events.add(new SimpleConditionEvent(type, said, type.getPackageName() + " has no package-info.java"));
            }
        };
    }
}
