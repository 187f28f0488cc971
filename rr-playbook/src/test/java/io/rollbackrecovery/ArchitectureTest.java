package io.rollbackrecovery;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The arrows between RR's modules and packages, and what RR's library code never does. */
@AnalyzeClasses(
        packages = "io.rollbackrecovery",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.PublishedModulesOnly.class})
class ArchitectureTest {
    private static final String ANY_LIBRARY = "java..";
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final String JACKSON = "tools.jackson..";
    private static final String JACKSON_ANNOTATIONS = "com.fasterxml.jackson.annotation..";
    private static final String SLF4J = "org.slf4j..";
    private static final String JGIT = "org.eclipse.jgit..";
    private static final String CORE = "io.rollbackrecovery.core..";
    private static final String GIT = "io.rollbackrecovery.git..";
    private static final String ANALYSIS = "io.rollbackrecovery.analysis..";
    private static final String FACADE = "io.rollbackrecovery";
    private static final String PLAYBOOK = "io.rollbackrecovery.playbook..";

    @ArchTest
    static final ArchRule coreNeedsNoOtherModule = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(ANY_LIBRARY, JSPECIFY, JACKSON, JACKSON_ANNOTATIONS, CORE)
                    .or(primitive()));

    @ArchTest
    static final ArchRule gitNeedsCoreAlone = classes()
            .that()
            .resideInAPackage(GIT)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(ANY_LIBRARY, JSPECIFY, JACKSON, JACKSON_ANNOTATIONS, SLF4J, JGIT, CORE, GIT)
                            .or(primitive()));

    @ArchTest
    static final ArchRule analysisNeedsCoreAlone = classes()
            .that()
            .resideInAPackage(ANALYSIS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(ANY_LIBRARY, JSPECIFY, SLF4J, CORE, ANALYSIS)
                    .or(primitive()));

    @ArchTest
    static final ArchRule nothingBelowNeedsThePlaybook = noClasses()
            .that()
            .resideInAnyPackage(CORE, GIT, ANALYSIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FACADE, PLAYBOOK);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().assignedFrom(new EveryPackage()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule jgitStaysInGit =
            classes().that().resideOutsideOfPackage(GIT).should(new NotUseJGit());

    /**
     * These read the user's configuration, run {@code git --version}, or write probe files, and be it when their class
     * is loaded. AssessQuietTest sees it happen; this names who brought it in.
     */
    @ArchTest
    static final ArchRule jgitsOwnFileLayerIsNotUsed = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jgit.internal..", "org.eclipse.jgit.api..", "org.eclipse.jgit.dircache..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.jgit.util.SystemReader")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.jgit.util.sha1.SHA1")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.jgit.lib.ObjectInserter$Formatter");

    @ArchTest
    static final ArchRule internalsStayInTheirModule = classes().should(new UseOnlyOwnInternals());

    @ArchTest
    static final ArchRule noFileOutsideGitInternals = noClasses()
            .that()
            .resideOutsideOfPackage("io.rollbackrecovery.git.internal..")
            .and()
            .doNotHaveFullyQualifiedName(
                    "io.rollbackrecovery.RollbackRecovery") // a JGit repository knows itself by File
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .because("a java.io.File cannot hold every name that a repository may have");

    @ArchTest
    static final ArchRule coreAndAnalysisDoNoIo = noClasses()
            .that()
            .resideInAnyPackage(CORE, ANALYSIS)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    @ArchTest
    static final ArchRule environmentIsReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.rollbackrecovery.git.env..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(TimeZone.class, "getDefault")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("home, variables, zone and time come from the GitEnvironment that the embedder hands in");

    @ArchTest
    static final ArchRule noLoggingOfTheJdk = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = all(new Packages()).should(new ArchCondition<>("be @NullMarked") {
        @Override
        public void check(JavaPackage item, ConditionEvents events) {
            boolean marked = item.tryGetPackageInfo()
                    .map(info -> info.isAnnotatedWith(NullMarked.class))
                    .orElse(false);
            events.add(new SimpleConditionEvent(item, marked, item.getName() + " is not @NullMarked"));
        }
    });

    private static DescribedPredicate<JavaClass> primitive() {
        return describe(
                "primitive or array of primitives",
                type -> type.getBaseComponentType().isPrimitive());
    }

    /** The test fixtures and the examples are no part of the library. */
    static final class PublishedModulesOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/rollbackrecovery/fixtures/")
                    && !location.contains("/io/rollbackrecovery/examples/");
        }
    }

    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }

    private static final class Packages extends AbstractClassesTransformer<JavaPackage> {
        Packages() {
            super("packages");
        }

        @Override
        public Iterable<JavaPackage> doTransform(JavaClasses classes) {
            return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        }
    }

    /** The facade alone may name JGit, and there the one type that an embedder hands in. */
    private static final class NotUseJGit extends ArchCondition<JavaClass> {
        private static final Set<String> ALLOWED =
                Set.of("io.rollbackrecovery.RollbackRecovery -> org.eclipse.jgit.lib.Repository");

        NotUseJGit() {
            super("not use JGit, but for RollbackRecovery.open(Repository, ..)");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String arrow = type.getName() + " -> " + target.getName();
                if (resideInAnyPackage(JGIT).test(target) && !ALLOWED.contains(arrow)) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }
    }

    private static final class UseOnlyOwnInternals extends ArchCondition<JavaClass> {
        UseOnlyOwnInternals() {
            super("use only the internals of their own module");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getName().startsWith("io.rollbackrecovery.")
                        && (target.getPackageName() + ".").contains(".internal.")
                        && !module(target).equals(module(type))) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }

        private static String module(JavaClass type) {
            for (String name : Set.of("core", "git", "analysis")) {
                if ((type.getPackageName() + ".").startsWith("io.rollbackrecovery." + name + ".")) {
                    return name;
                }
            }
            return "playbook";
        }
    }
}
