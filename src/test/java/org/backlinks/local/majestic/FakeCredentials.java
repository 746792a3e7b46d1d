package org.backlinks.local.majestic;

import java.util.Optional;

/** The accepted credentials: the key, or the pair of tokens of an OpenApps application. */
record FakeCredentials(String key, String accessToken, String privateKey) {

  /** Returns the refusal of wrong credentials. It repeats a wrong key as Majestic does. */
  Optional<FakeAnswer> refusal(FakeQuestion question) {
    if (question.has("accesstoken") || question.has("privatekey")) {
      boolean isCorrect =
          question.value("accesstoken").equals(accessToken)
              && question.value("privatekey").equals(privateKey);
      return isCorrect
          ? Optional.empty()
          : refuse(
              "Access token does not appear to be correct: ACCESS_TOKEN - '"
                  + question.value("accesstoken")
                  + "', PRIVATE_KEY - '"
                  + question.value("privatekey")
                  + "'");
    }
    return question.value("app_api_key").equals(key)
        ? Optional.empty()
        : refuse(
            "API Key does not appear to be correct: API_KEY - '"
                + question.value("app_api_key")
                + "'");
  }

  private static Optional<FakeAnswer> refuse(String message) {
    return Optional.of(FakeAnswer.failed(message, true));
  }
}
