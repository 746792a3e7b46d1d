package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestOptionsReaderTest {
  private static final RequestOptionsReader READER =
      new RequestOptionsReader(new CallbackReader(Set.of()));

  private static ObjectNode withToken() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.putArray("callbacks").addObject().put("taskToken", "a");
    return request;
  }

  @Test
  void emptyRequestHasDefaults() {
    RequestFields fields = new RequestFields(JsonNodeFactory.instance.objectNode());
    assertThat(READER.read(fields, false)).isEqualTo(RequestOptions.defaults());
    assertThat(fields.errors()).isEmpty();
  }

  @Test
  void callbacksAreReadUnlessTheRequestIsForReading() {
    RequestFields post = new RequestFields(withToken());
    assertThat(READER.read(post, false).callbacks())
        .isEqualTo(List.of(new Callback.TaskToken("a")));
    assertThat(post.errors()).isEmpty();
    RequestFields get = new RequestFields(withToken());
    assertThat(READER.read(get, true).callbacks()).isEmpty();
    assertThat(get.errors()).extracting(FieldError::field).containsExactly("callbacks");
  }
}
