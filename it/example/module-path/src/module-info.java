/** A program of somebody else that uses the library as a module. */
module com.example.wiring {
  requires dev.giteadrone;
}
