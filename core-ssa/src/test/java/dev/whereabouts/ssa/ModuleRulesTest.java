package dev.whereabouts.ssa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module rules of the location-list core: no Spring, nothing of the service or of the other core, no package cycles. */
class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.whereabouts.ssa");

    @Test
    void seesTheCore() {
        assertThat(CLASSES.contain("dev.whereabouts.ssa.model.Function")).isTrue();
    }

    @Test
    void importsNeitherSpringNorServiceNorTheOtherCore() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..",
                "dev.whereabouts.service..", "dev.whereabouts.debugcall..").check(CLASSES);
    }

    @Test
    void importsOfLibrariesOnlyStreamingJson() {
        noClasses().should().dependOnClassesThat().resideOutsideOfPackages("java..", "dev.whereabouts.ssa..",
                "dev.whereabouts.amd64..", "tools.jackson.core..").check(CLASSES);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("dev.whereabouts.ssa.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
