package dev.whereabouts.debugcall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The module rules of the debug-call core: no Spring, nothing of the service or of the other core, no package cycles. */
class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.whereabouts.debugcall");

    @Test
    void seesTheCore() {
        assertThat(CLASSES.contain("dev.whereabouts.debugcall.target.Target")).isTrue();
    }

    @Test
    void importsNeitherSpringNorServiceNorTheOtherCore() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..",
                "dev.whereabouts.service..", "dev.whereabouts.ssa..").check(CLASSES);
    }

    @Test
    void importsOfLibrariesOnlyJson() {
        noClasses().should().dependOnClassesThat().resideOutsideOfPackages("java..", "dev.whereabouts.debugcall..",
                "dev.whereabouts.amd64..", "tools.jackson..").check(CLASSES);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("dev.whereabouts.debugcall.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageSaysItsIdea() {
        classes().should(new ArchCondition<JavaClass>("lie in a package with a package-info.java") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isSaid = ModuleRulesTest.class
                        .getResource("/" + type.getPackageName().replace('.', '/') + "/package-info.class") != null;
                events.add(
                        new SimpleConditionEvent(type, isSaid, type.getPackageName() + " has no package-info.java"));
            }
        }).check(CLASSES);
    }
}
