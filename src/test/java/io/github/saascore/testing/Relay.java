package io.github.saascore.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a server, delays what they send, and counts round trips.
 *
 * <p>A round trip is counted when the server begins to speak after the client has spoken. Bytes are
 * delayed, not slowed: what is sent together arrives together.
 */
public final class Relay implements AutoCloseable {
  private static final Chunk END = new Chunk(ByteBuffer.allocate(0), 0);

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final long delayNanos;
  private final AtomicInteger trips = new AtomicInteger();

  private record Chunk(ByteBuffer bytes, long due) {
    boolean isEnd() {
      return !bytes.hasRemaining();
    }
  }

  private Relay(ServerSocket listener, InetSocketAddress server, long delayNanos) {
    this.listener = listener;
    this.server = server;
    this.delayNanos = delayNanos;
  }

  /**
   * Starts a relay to a server.
   *
   * @param oneWay the delay in each direction
   */
  public static Relay to(String host, int port, Duration oneWay) {
    try {
      Relay relay =
          new Relay(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              new InetSocketAddress(host, port),
              oneWay.toNanos());
      start("accept", relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port to connect to instead of the server's. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns how many round trips there were since the last question. */
  public int takeTrips() {
    return trips.getAndSet(0);
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket behind = new Socket();
      behind.connect(server);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      AtomicBoolean clientSpoke = new AtomicBoolean();
      pump(client, behind, () -> clientSpoke.set(true));
      pump(
          behind,
          client,
          () -> {
            if (clientSpoke.getAndSet(false)) {
              trips.incrementAndGet();
            }
          });
    }
  }

  private void pump(Socket from, Socket to, Runnable heard) {
    BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    start("read", () -> read(from, queue, heard));
    start("write", () -> write(to, queue));
  }

  private void read(Socket from, BlockingQueue<Chunk> queue, Runnable heard) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = from.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        heard.run();
        queue.add(
            new Chunk(
                ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // The other side is gone; the end is passed on below.
      queue.add(END);
      return;
    }
    queue.add(END);
  }

  private static void write(Socket to, BlockingQueue<Chunk> queue)
      throws IOException, InterruptedException {
    try (OutputStream out = to.getOutputStream()) {
      for (Chunk chunk = queue.take(); !chunk.isEnd(); chunk = queue.take()) {
        TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
        out.write(chunk.bytes().array());
        out.flush();
      }
    }
  }

  @FunctionalInterface
  private interface Job {
    void run() throws IOException, InterruptedException;
  }

  private static void start(String name, Job job) {
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run();
              } catch (IOException e) {
                // A closed socket is how every connection ends.
                return;
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "relay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes no more connections; those that are open stay. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
