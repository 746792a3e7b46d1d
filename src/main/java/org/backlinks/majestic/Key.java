package org.backlinks.majestic;

import jakarta.ws.rs.core.Form;
import java.util.List;

/** What lets us in upstream. Has no text form: it must not reach a log. */
sealed interface Key {
  /** Puts the secrets into a form by upstream's names. */
  void into(Form form);

  /** The texts that must never leave. */
  List<String> secrets();

  /** An internal or reseller key. */
  record ApiKey(String key) implements Key {
    @Override
    public void into(Form form) {
      form.param("app_api_key", key);
    }

    @Override
    public List<String> secrets() {
      return List.of(key);
    }

    @Override
    public String toString() {
      return "ApiKey";
    }
  }

  /** OpenApps access: the user's token and the application's key. */
  record OpenApps(String accessToken, String privateKey) implements Key {
    @Override
    public void into(Form form) {
      form.param("accesstoken", accessToken).param("privatekey", privateKey);
    }

    @Override
    public List<String> secrets() {
      return List.of(accessToken, privateKey);
    }

    @Override
    public String toString() {
      return "OpenApps";
    }
  }
}
