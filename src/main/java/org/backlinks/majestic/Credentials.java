package org.backlinks.majestic;

import jakarta.ws.rs.core.Form;
import java.util.List;

/** Our credentials for upstream. Their text form has no secrets, so that no log can have them. */
sealed interface Credentials {
  /** Adds the secrets to a form, by the names that upstream uses. */
  void addTo(Form form);

  /** Returns the texts that must not appear in any output. */
  List<String> secrets();

  /** The key of an internal or reseller API account. */
  record ApiKey(String key) implements Credentials {
    @Override
    public void addTo(Form form) {
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

  /** OpenApps access: the user's token, and the application's key. */
  record OpenApps(String accessToken, String privateKey) implements Credentials {
    @Override
    public void addTo(Form form) {
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
