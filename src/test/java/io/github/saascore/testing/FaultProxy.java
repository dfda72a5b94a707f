package io.github.saascore.testing;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Stands between a build and its server, and strikes once, at a chosen message or byte.
 *
 * <p>It knows the frames of the protocol (manual, 54.7) and forwards message by message. What was
 * chosen to be forwarded has been given to the network when it strikes; nothing behind it has.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String host;
  private final int port;
  private final Trigger trigger;
  private final Fault fault;
  private final List<ProtocolMessage> seen = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch struck = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private final Counter requests = new Counter();
  private final Counter answers = new Counter();
  private boolean strikes;

  /** What happens at the chosen point, in both directions. */
  public enum Fault {
    /** Nothing is forwarded any more, and nobody is told. */
    FREEZE,
    /** Both connections are closed in order, as by a proxy that shuts down. */
    CLOSE,
    /** Both connections are reset, as by a firewall, or for the server by a killed client. */
    RESET
  }

  /** Chooses the point. */
  @FunctionalInterface
  public interface Trigger {
    /** Never strikes. */
    Trigger NEVER = message -> -1;

    /** Returns how many bytes of this message to forward before the fault; negative: no fault. */
    int bytes(ProtocolMessage message);

    /** Strikes before this message, the one with the same side and index. */
    static Trigger before(ProtocolMessage point) {
      return message -> message.isAt(point) ? 0 : -1;
    }

    /** Strikes when half of this message is forwarded. */
    static Trigger within(ProtocolMessage point) {
      return message -> message.isAt(point) ? message.length() / 2 : -1;
    }

    /** Strikes before the first query with such a text. */
    static Trigger beforeQuery(Predicate<String> text) {
      return message -> message.type() == 'Q' && text.test(message.text()) ? 0 : -1;
    }

    /** Strikes when the server has done all of such a query and says so. */
    static Trigger beforeAnswerTo(Predicate<String> text) {
      AtomicBoolean asked = new AtomicBoolean();
      return message -> {
        if (message.type() == 'Q' && text.test(message.text())) {
          asked.set(true);
        }
        return message.type() == 'Z' && asked.get() ? 0 : -1;
      };
    }

    /** Strikes when so many bytes of this side are forwarded. */
    static Trigger at(ProtocolMessage.Side side, long offset) {
      return message ->
          message.side() == side && message.offset() + message.length() > offset
              ? (int) Math.max(0, offset - message.offset())
              : -1;
    }
  }

  /** Starts a proxy before the server of a database. */
  public FaultProxy(TestDatabase database, Trigger trigger, Fault fault) throws IOException {
    this(database.host(), database.port(), trigger, fault);
  }

  /** Starts a proxy before any server. */
  public FaultProxy(String host, int port, Trigger trigger, Fault fault) throws IOException {
    this.host = host;
    this.port = port;
    this.trigger = trigger;
    this.fault = fault;
    daemon("accept", this::accept);
  }

  /** Returns this URL with the address of the proxy, and without encryption, which hides frames. */
  public String url(String direct) {
    String end = ":" + port + "/";
    int at = direct.indexOf(end);
    return "jdbc:postgresql://"
        + listener.getInetAddress().getHostAddress()
        + ":"
        + listener.getLocalPort()
        + "/"
        + direct.substring(at + end.length())
        + "&sslmode=disable";
  }

  /** Returns everything that came by, in order for each side. */
  public List<ProtocolMessage> seen() {
    return List.copyOf(seen);
  }

  /** Tells whether it has struck. */
  public boolean hasStruck() {
    return struck.getCount() == 0;
  }

  /** Waits until it has struck, or until the other work is done. */
  public void awaitStrike(Future<?> work) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!struck.await(20, TimeUnit.MILLISECONDS) && !work.isDone()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the chosen point never came; seen: " + seen);
      }
    }
  }

  /** Lets a frozen proxy go on as if nothing had been. */
  public void resume() {
    resumed.countDown();
  }

  /** Resets all connections. */
  public void reset() {
    sockets.forEach(FaultProxy::reset);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (SocketException closedAlready) {
      // Its pump has ended: there is nothing left to reset.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(host, port);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      daemon("requests", () -> pump(client, server, ProtocolMessage.Side.REQUEST));
      daemon("answers", () -> pump(server, client, ProtocolMessage.Side.ANSWER));
    }
  }

  private void pump(Socket from, Socket to, ProtocolMessage.Side side) throws IOException {
    try (from;
        to;
        DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = new BufferedOutputStream(to.getOutputStream())) {
      boolean typed = side == ProtocolMessage.Side.ANSWER;
      for (int first = in.read(); first >= 0; first = in.read()) {
        byte[] bytes = message(in, (byte) first, typed);
        Counter counter = side == ProtocolMessage.Side.REQUEST ? requests : answers;
        forward(out, bytes, counter.next(side, bytes, typed));
        typed = true;
        if (in.available() == 0) {
          out.flush();
        }
      }
    }
  }

  /** Reads one message; the very first of a client has no type. */
  private static byte[] message(DataInputStream in, byte first, boolean typed) throws IOException {
    byte[] length = new byte[4];
    int read = typed ? 0 : 1;
    length[0] = first;
    in.readFully(length, read, 4 - read);
    byte[] rest = in.readNBytes(ByteBuffer.wrap(length).getInt() - 4);
    ByteBuffer whole = ByteBuffer.allocate((typed ? 5 : 4) + rest.length);
    if (typed) {
      whole.put(first);
    }
    return whole.put(length).put(rest).array();
  }

  private void forward(OutputStream out, byte[] bytes, ProtocolMessage message) throws IOException {
    int some = decide(message);
    if (some < 0) {
      out.write(bytes);
      return;
    }
    out.write(bytes, 0, some);
    out.flush();
    strike();
    out.write(bytes, some, bytes.length - some);
  }

  /** One thread at a time: what one side forwards behind the strike of the other waits here. */
  private int decide(ProtocolMessage message) throws IOException {
    synchronized (this) {
      if (!strikes) {
        seen.add(message);
        int some = trigger.bytes(message);
        strikes = some >= 0;
        return some;
      }
    }
    if (resumed.getCount() > 0) {
      await();
    }
    return -1;
  }

  private void strike() throws IOException {
    struck.countDown();
    if (fault == Fault.RESET) {
      reset();
    } else if (fault == Fault.CLOSE) {
      for (Socket socket : sockets) {
        socket.close();
      }
    } else {
      await();
    }
  }

  private void await() throws IOException {
    try {
      resumed.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Ends all connections and threads. */
  @Override
  public void close() throws IOException {
    listener.close();
    reset();
    resumed.countDown();
  }

  private static void daemon(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException oneEndIsGone) {
                // That is what this proxy is for; closing the sockets has told the other end.
                return;
              }
            },
            "fault-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** Counts the messages and bytes of one side. */
  private static final class Counter {
    private int messages;
    private long bytes;

    synchronized ProtocolMessage next(ProtocolMessage.Side side, byte[] raw, boolean typed) {
      ProtocolMessage message = ProtocolMessage.of(side, messages++, bytes, raw, typed);
      bytes += raw.length;
      return message;
    }
  }

  /** Returns the messages of one side and type, in order. */
  public List<ProtocolMessage> seen(ProtocolMessage.Side side, char type) {
    List<ProtocolMessage> some = new ArrayList<>();
    for (ProtocolMessage message : seen) {
      if (message.side() == side && message.type() == type) {
        some.add(message);
      }
    }
    return some;
  }
}
