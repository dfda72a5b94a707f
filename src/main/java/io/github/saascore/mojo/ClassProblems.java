package io.github.saascore.mojo;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;

/** Says in plain words why a class of the project cannot be loaded. */
final class ClassProblems {
  private final Code code;
  private final String className;
  private final String where;
  private final ProjectClassPath classPath;
  private final String goal;

  /**
   * Makes the explanations for one class.
   *
   * @param code the code of all errors
   * @param where the place that names the class
   * @param goal the goal that needs it
   */
  ClassProblems(
      Code code, String className, String where, ProjectClassPath classPath, String goal) {
    this.code = code;
    this.className = className;
    this.where = where;
    this.classPath = classPath;
    this.goal = goal;
  }

  /** Something that loads or makes classes. */
  @FunctionalInterface
  interface Loading<T> {
    /** Returns what was loaded. */
    T load() throws ReflectiveOperationException;
  }

  /**
   * Returns what was loaded.
   *
   * @throws SaascoreException with what to do
   */
  <T> T explain(Loading<T> loading) {
    try {
      return loading.load();
    } catch (ClassNotFoundException e) {
      throw isJooq(e.getMessage()) ? noJooq(e) : notFound(e);
    } catch (NoSuchMethodException e) {
      throw failed(
          problem("class '" + className + "' has no public constructor without parameters")
              .hint("make the class public, and give it such a constructor, or none at all"),
          e);
    } catch (InvocationTargetException e) {
      throw failed(
          problem("the constructor of '" + className + "' failed").because(e.getCause().toString()),
          e);
    } catch (ReflectiveOperationException e) {
      throw failed(
          problem("class '" + className + "' cannot be made")
              .because(e.toString())
              .hint("it has to be public and not abstract"),
          e);
    } catch (UnsupportedClassVersionError e) {
      throw failed(newer(e), e);
    } catch (NoClassDefFoundError e) {
      throw isJooq(e.getMessage()) ? noJooq(e) : failed(missingPart(e), e);
    } catch (LinkageError e) {
      throw failed(problem("class '" + className + "' cannot be linked").because("" + e), e);
    }
  }

  /** Returns the error for a class that cannot be run. */
  SaascoreException noConsumer() {
    return problem("class '" + className + "' is no Consumer")
        .hint(
            "public class %s implements java.util.function.Consumer<org.jooq.DSLContext>"
                .formatted(simpleName()))
        .asException();
  }

  /** Returns the error for a class whose own code failed. */
  SaascoreException failed(RuntimeException e) {
    return failed(
        problem("class '" + className + "' failed")
            .because(e.toString())
            .hint("mend its code; with -e the stack trace is printed"),
        e);
  }

  private SaascoreException notFound(ClassNotFoundException e) {
    boolean compiled = Files.isDirectory(classPath.classes());
    return failed(
        problem("class '" + className + "' is not on the project's class path")
            .because(
                compiled
                    ? "looked in " + classPath.classes() + " and in the project's dependencies"
                    : classPath.classes() + " is not there: the project is not compiled")
            .hint("compile in the same command: mvn compile saascore:" + goal),
        e);
  }

  private SaascoreException noJooq(Throwable e) {
    return failed(
        problem("class '" + className + "' needs jOOQ, which the project does not have")
            .hint(
                "add org.jooq:jooq to the project's <dependencies>; any version from 3.16 on, of"
                    + " scope compile, runtime or provided"),
        e);
  }

  private Problem newer(UnsupportedClassVersionError e) {
    String java = Runtime.version().feature() + "";
    String text = String.valueOf(e.getMessage());
    return text.startsWith("org/jooq/")
        ? problem(
                "the project's jOOQ needs a newer Java than %s, which this Maven runs on"
                    .formatted(java))
            .because("jOOQ 3.20 and later need Java 21; " + text)
            .hint("set JAVA_HOME to a JDK 21 or later, or use jOOQ 3.19 in the project")
        : problem(
                "class '%s' needs a newer Java than %s, which this Maven runs on"
                    .formatted(className, java))
            .because(text)
            .hint("set JAVA_HOME to the JDK that the project is compiled for");
  }

  private Problem missingPart(NoClassDefFoundError e) {
    return problem("class '" + className + "' needs a class that is not there")
        .because(e.toString())
        .hint("mvn dependency:tree shows what the project depends on");
  }

  private Problem problem(String summary) {
    return Problem.of(code, summary).at(where);
  }

  private static SaascoreException failed(Problem problem, Throwable cause) {
    return new SaascoreException(problem, cause);
  }

  private static boolean isJooq(String name) {
    return name != null && name.replace('/', '.').startsWith("org.jooq.");
  }

  private String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
