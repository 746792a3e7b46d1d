package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/backlinks, BACKLINKS, ",
    "/v1/estimates, ESTIMATES, ",
    "/v1/usage, USAGE, ",
    "/v1/openapi.json, OPEN_API, ",
    "/v1/reports/12ab, REPORT, 12ab",
    "/v1/reports/, REPORT, ''",
    "/v1/reports/changes, REPORT, changes",
    "/v1/reports/12ab/changed, REPORT, 12ab/changed",
    "/v1/reports/12ab/changes, CHANGES, 12ab",
    "/v1/reports//changes, CHANGES, ''",
    "/v1/reports/12ab/changes/changes, CHANGES, 12ab/changes",
    "/v1/notify/12ab/s, NOTIFICATION, 12ab/s"
  })
  void pathHasRouteAndVariablePart(String path, Route route, String variablePart) {
    assertThat(Route.find(path)).hasValue(route);
    if (variablePart != null) {
      assertThat(route.variablePartOf(path)).isEqualTo(variablePart);
      assertThat(route.path(variablePart)).isEqualTo(path);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/v1", "/v1/backlinks/", "/v1/reports", "/v1/usages", "/V1/usage"})
  void otherPathHasNoRoute(String path) {
    assertThat(Route.find(path)).isEmpty();
  }

  @Test
  void onlyNotificationAndSharedPageAreOpen() {
    assertThat(Route.values())
        .filteredOn(Route::isOpen)
        .containsExactly(Route.SHARED, Route.NOTIFICATION);
  }
}
