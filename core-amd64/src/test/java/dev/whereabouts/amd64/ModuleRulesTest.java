package dev.whereabouts.amd64;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module rules of the shared core: the JDK and nothing else, no package cycles. */
class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.whereabouts.amd64");

    @Test
    void seesTheCore() {
        assertThat(CLASSES.contain("dev.whereabouts.amd64.register.RegisterFile")).isTrue();
    }

    @Test
    void importsTheJdkOnly() {
        noClasses().should().dependOnClassesThat().resideOutsideOfPackages("java..", "dev.whereabouts.amd64..")
                .check(CLASSES);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("dev.whereabouts.amd64.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
