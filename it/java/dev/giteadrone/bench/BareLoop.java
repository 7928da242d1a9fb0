package dev.giteadrone.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.simulated.SimulatedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * What a run over simulated hosts cannot do without: for each host the same calls of sops and the
 * same requests as the program, sixteen hosts at a time, and nothing else. A process of its own.
 */
public final class BareLoop {
  private static final int AT_ONCE = 16;

  private final String program = SopsProgram.from(System.getenv());
  private final Path folder;
  private final int port;
  private final String recorded;
  private final List<SimulatedRequest> requests;
  private final OkHttpClient client;

  private BareLoop(Path folder, String address, String recorded, List<SimulatedRequest> requests)
      throws IOException {
    int colon = address.lastIndexOf(':');
    List<InetAddress> servers = List.of(InetAddress.getByName(address.substring(0, colon)));
    this.folder = folder;
    this.port = Integer.parseInt(address.substring(colon + 1));
    this.recorded = recorded;
    this.requests = requests;
    this.client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .dns(name -> servers)
            .build();
  }

  /**
   * Runs the loop.
   *
   * @param args the folder of the hosts; the address of their servers; the name of a host; the file
   *     with its requests
   */
  public static void main(String[] args) throws Exception {
    List<SimulatedRequest> requests =
        new ObjectMapper().readValue(Path.of(args[3]).toFile(), new TypeReference<>() {});
    new BareLoop(Path.of(args[0]), args[1], args[2], requests).run();
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    List<Path> hosts;
    try (Stream<Path> all = Files.list(folder.resolve(".secrets"))) {
      hosts = all.sorted().toList();
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      hosts.forEach(host -> running.add(threads.submit(() -> host(host))));
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private Object host(Path secrets) throws IOException, InterruptedException {
    decrypt(secrets.resolve("gitea-admin.yaml"));
    decrypt(secrets.resolve("drone.yaml"));
    String name = String.valueOf(secrets.getFileName());
    for (SimulatedRequest request : requests) {
      try (Response response = client.newCall(request(name, request)).execute()) {
        response.body().bytes();
      }
    }
    return name;
  }

  private void decrypt(Path file) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                program,
                "decrypt",
                "--filename-override",
                file.toString(),
                "--input-type",
                "yaml",
                "--output-type",
                "json")
            .directory(file.getParent().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(Files.readAllBytes(file));
    }
    try (InputStream out = process.getInputStream()) {
      if (out.readAllBytes().length == 0 || process.waitFor() != 0) {
        throw new IOException("sops did not decrypt " + file);
      }
    }
  }

  private Request request(String name, SimulatedRequest like) {
    String url = "http://" + like.server() + "." + name + ".localhost:" + port + like.target();
    Request.Builder request = new Request.Builder().url(url);
    like.headers().forEach(request::header);
    RequestBody body =
        like.method().equals("GET")
            ? null
            : RequestBody.create(
                like.body().replace(recorded, name), MediaType.parse(like.header("content-type")));
    return request.method(like.method(), body).build();
  }
}
