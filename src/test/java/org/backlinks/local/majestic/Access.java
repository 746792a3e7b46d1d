package org.backlinks.local.majestic;

import java.util.Optional;

/** Says who may ask: the key, or the pair of tokens of an OpenApps application. */
record Access(String key, String accessToken, String privateKey) {

  /** The refusal, which repeats a wrong key in clear text as upstream does. */
  Optional<Answer> refusal(Question question) {
    if (question.has("accesstoken") || question.has("privatekey")) {
      boolean right =
          question.text("accesstoken").equals(accessToken)
              && question.text("privatekey").equals(privateKey);
      return right
          ? Optional.empty()
          : wrong(
              "Access token does not appear to be correct: ACCESS_TOKEN - '"
                  + question.text("accesstoken")
                  + "', PRIVATE_KEY - '"
                  + question.text("privatekey")
                  + "'");
    }
    return question.text("app_api_key").equals(key)
        ? Optional.empty()
        : wrong(
            "API Key does not appear to be correct: API_KEY - '"
                + question.text("app_api_key")
                + "'");
  }

  private static Optional<Answer> wrong(String message) {
    return Optional.of(Answer.failed(message, true));
  }
}
