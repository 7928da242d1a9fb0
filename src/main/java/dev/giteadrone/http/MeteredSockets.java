package dev.giteadrone.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Creates sockets that read at most {@link #MAX_BYTES} until something is sent again. OkHttp has no
 * limit of its own for what it keeps in memory before it passes on a body, such as the line before
 * a chunk.
 */
class MeteredSockets extends SocketFactory {
  /** More than {@link Interceptors#MAX_BODY}, so that a large body is reported as such. */
  static final long MAX_BYTES = 2 * Interceptors.MAX_BODY;

  private final OutputStream copy;

  MeteredSockets() {
    this(OutputStream.nullOutputStream());
  }

  /**
   * Sockets that are watched.
   *
   * @param copy gets all bytes that they receive
   */
  MeteredSockets(OutputStream copy) {
    this.copy = copy;
  }

  /** An unconnected socket, as OkHttp asks for. */
  @Override
  public Socket createSocket() {
    return new Metered(copy);
  }

  @Override
  public final Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  /** A socket that counts what it reads. */
  static class Metered extends Socket {
    private final AtomicLong unasked = new AtomicLong();
    private final OutputStream copy;

    Metered(OutputStream copy) {
      this.copy = copy;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          count(read < 0 ? 0 : 1);
          if (read >= 0) {
            copy.write(read);
          }
          return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int read = super.read(buffer, offset, length);
          count(read);
          copy.write(buffer, offset, Math.max(read, 0));
          return read;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int one) throws IOException {
          unasked.set(0);
          out.write(one);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
          unasked.set(0);
          out.write(buffer, offset, length);
        }
      };
    }

    private void count(int read) throws IOException {
      if (read > 0 && unasked.addAndGet(read) > MAX_BYTES) {
        throw new Interceptors.TooLargeException();
      }
    }
  }
}
