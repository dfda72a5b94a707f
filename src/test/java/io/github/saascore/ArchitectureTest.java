package io.github.saascore;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the one direction in which packages may import each other. */
@AnalyzeClasses(
    packages = "io.github.saascore",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.saascore.";

  @ArchTest
  static final ArchRule packagesImportOnlyWhatStandsBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("mojo")
          .definedBy(ROOT + "mojo..")
          .layer("report")
          .definedBy(ROOT + "report..")
          .layer("engine")
          .definedBy(ROOT + "engine..")
          .optionalLayer("schema")
          .definedBy(ROOT + "schema..")
          .layer("postgres")
          .definedBy(ROOT + "postgres..")
          .layer("script")
          .definedBy(ROOT + "script..")
          .layer("revision")
          .definedBy(ROOT + "revision..")
          .whereLayer("mojo")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("mojo", "report")
          .whereLayer("schema")
          .mayOnlyBeAccessedByLayers("mojo", "report", "engine")
          .whereLayer("postgres")
          .mayOnlyBeAccessedByLayers("mojo", "report", "engine", "schema")
          .whereLayer("script")
          .mayOnlyBeAccessedByLayers("mojo", "report", "engine", "postgres");

  @ArchTest
  static final ArchRule everyClassHasARoom =
      classes()
          .should()
          .resideInAnyPackage(
              ROOT + "mojo..",
              ROOT + "report..",
              ROOT + "engine..",
              ROOT + "schema..",
              ROOT + "postgres..",
              ROOT + "script..",
              ROOT + "revision..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyMojosKnowMaven =
      noClasses()
          .that(resideInAPackage("io.github.saascore..").and(notIn("mojo")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "javax.inject..");

  @ArchTest
  static final ArchRule onlySchemaKnowsJooq =
      noClasses()
          .that(resideInAPackage("io.github.saascore..").and(notIn("schema")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..");

  @ArchTest
  static final ArchRule revisionsArePure =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "revision..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.sql..", "org..");

  @ArchTest
  static final ArchRule reportsAskNothing =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "java.nio.file..");

  @ArchTest
  static final ArchRule onlyOutputPrintsPastTheLog =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + "mojo.Output")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule nothingStaticCanChange =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("two modules of one build must not share anything that changes");

  private static DescribedPredicate<JavaClass> notIn(String name) {
    return DescribedPredicate.not(resideInAPackage(ROOT + name + ".."));
  }
}
