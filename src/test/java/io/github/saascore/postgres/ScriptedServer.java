package io.github.saascore.postgres;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP server that answers each connection with the next of some fixed packets, for states that no
 * real server can be brought into on purpose; it repeats the last one.
 */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final List<String> startups = new CopyOnWriteArrayList<>();
  private final List<byte[]> answers;

  ScriptedServer(byte[]... answers) throws IOException {
    this.answers = List.of(answers);
    Thread thread = new Thread(this::serve, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns an ErrorResponse packet as the protocol defines it (manual, 54.7). */
  static byte[] error(String state, String message) {
    byte[] fields =
        "SFATAL\0VFATAL\0C%s\0M%s\0\0".formatted(state, message).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(fields.length + 5)
        .put((byte) 'E')
        .putInt(fields.length + 4)
        .put(fields)
        .array();
  }

  /** Returns the startup packets of all connections so far, as text. */
  List<String> startups() {
    return List.copyOf(startups);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          OutputStream out = client.getOutputStream()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] packet = in.readNBytes(in.readInt() - 4);
        startups.add(new String(packet, StandardCharsets.UTF_8).replace('\0', ' '));
        out.write(answers.get(Math.min(startups.size(), answers.size()) - 1));
        out.flush();
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
