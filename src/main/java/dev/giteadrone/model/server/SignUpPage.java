package dev.giteadrone.model.server;

/** What the sign-up page offers before anything is sent. */
public enum SignUpPage {
  /** A form that a program can fill in. */
  OPEN,
  /** No form: registration is disabled. */
  CLOSED,
  /** A form with a captcha, which only a person can answer. */
  CAPTCHA,
  /** Not read, or not recognised. */
  UNKNOWN
}
