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
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Creates sockets that read at most {@link #MAX_BYTES} until something is sent again. OkHttp has no
 * limit of its own for what it keeps in memory before it passes on a body, such as the line before
 * a chunk. The body of a request with a {@link Http.BodyLimit} may be longer: each part that is
 * passed on leaves the memory, and the sockets count from zero again.
 */
class MeteredSockets extends SocketFactory {
  /** More than {@link Interceptors#MAX_BODY}, so that a large body is reported as such. */
  static final long MAX_BYTES = 2 * Interceptors.MAX_BODY;

  private final OutputStream copy;
  private final AtomicLong passedOn = new AtomicLong();

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
    return new Metered();
  }

  /** An interceptor for the client that uses these sockets. */
  final Response watch(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    if (request.tag(Http.BodyLimit.class) == null) {
      return response;
    }
    ResponseBody body = response.body();
    Source watched =
        new ForwardingSource(body.source()) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            passedOn.incrementAndGet();
            return read;
          }
        };
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(watched), body.contentType(), body.contentLength()))
        .build();
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
  class Metered extends Socket {
    private final AtomicLong unasked = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();

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
      long now = passedOn.get();
      if (seen.getAndSet(now) != now) {
        unasked.set(0);
      }
      if (read > 0 && unasked.addAndGet(read) > MAX_BYTES) {
        throw new Interceptors.TooLargeException();
      }
    }
  }
}
