package io.github.saascore.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The databases of the integration tests below {@code src/it}, one each, for the invoker's scripts.
 *
 * <p>{@code prebuild.groovy} calls {@link #create}, which writes the {@code test.properties} that
 * the invoker reads afterwards; {@code verify.groovy} calls {@link #list}. The server runs as long
 * as the invoker's JVM.
 */
public final class ItDatabase {
  private static final String PROPERTIES = "test.properties";
  private static final String URL = "saascore.url";
  private static final String USER = "saascore.user";
  private static final String PASSWORD = "saascore.password";

  private ItDatabase() {}

  /**
   * Makes an empty database for a test and adds {@code saascore.url}, {@code saascore.user} and
   * {@code saascore.password} to its {@code test.properties}.
   */
  public static void create(File basedir) {
    write(basedir, TestServers.shared().newest().named(nameOf(basedir)));
  }

  /** Does what {@link #create} does, on the older server. */
  public static void createOlder(File basedir) {
    write(basedir, TestServers.shared().older().named(nameOf(basedir)));
  }

  /**
   * Does what {@link #create} does, but the URL is that of a database {@code <name>_new} that is
   * not there, and the role may create databases.
   */
  public static void createMissing(File basedir) {
    String missing = nameOf(basedir) + "_new";
    TestServers.shared().newest().drop(missing);
    TestDatabase database = TestServers.shared().newest().named(nameOf(basedir));
    Rows.execute(database.superuserUrl(), "ALTER ROLE " + database.user() + " CREATEDB");
    write(basedir, database, missing);
  }

  /**
   * Does what {@link #create} does for a role that may create databases, and adds {@code
   * scratch.url} with the same server to the properties.
   */
  public static void createMaker(File basedir) {
    TestDatabase database = TestServers.shared().newest().named(nameOf(basedir));
    Rows.execute(database.superuserUrl(), "ALTER ROLE " + database.user() + " CREATEDB");
    write(basedir, database);
    Properties properties = read(basedir);
    properties.setProperty(
        "scratch.url",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.name()));
    store(basedir, properties);
  }

  /** Drops the database of a test, which otherwise stays to be looked at until the next run. */
  public static void drop(File basedir) {
    TestServers.shared().newest().drop(nameOf(basedir));
  }

  /** Returns the first column of what a query finds, asked as the owner. */
  public static List<String> list(File basedir, String sql) {
    return Rows.list(url(basedir), sql);
  }

  /** Returns the one value that a query finds, asked as the owner. */
  public static String one(File basedir, String sql) {
    return Rows.one(url(basedir), sql);
  }

  /** Runs statements as the owner, each committed by itself. */
  public static void execute(File basedir, String... statements) {
    Rows.execute(url(basedir), statements);
  }

  /** Returns the owner's JDBC URL, with user and password. */
  public static String url(File basedir) {
    Properties properties = read(basedir);
    return JdbcUrl.of(properties.getProperty(URL))
        .user(properties.getProperty(USER), properties.getProperty(PASSWORD))
        .text();
  }

  private static String nameOf(File basedir) {
    return "it_" + basedir.getName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
  }

  private static void write(File basedir, TestDatabase database) {
    write(basedir, database, database.name());
  }

  private static void write(File basedir, TestDatabase database, String name) {
    Properties properties = read(basedir);
    properties.setProperty(
        URL, "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), name));
    properties.setProperty(USER, database.user());
    properties.setProperty(PASSWORD, database.password());
    store(basedir, properties);
  }

  private static void store(File basedir, Properties properties) {
    try (OutputStream out = Files.newOutputStream(file(basedir))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties read(File basedir) {
    Properties properties = new Properties();
    if (Files.exists(file(basedir))) {
      try (InputStream in = Files.newInputStream(file(basedir))) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }

  private static Path file(File basedir) {
    return basedir.toPath().resolve(PROPERTIES);
  }
}
