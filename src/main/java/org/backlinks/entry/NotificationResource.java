package org.backlinks.entry;

import jakarta.inject.Singleton;
import org.backlinks.report.ReportId;
import org.backlinks.service.JobNotification;

/** Receives upstream's notifications that a job is done. Every caller gets the same answer. */
@Singleton
final class NotificationResource {
  private final JobNotification jobNotification;

  NotificationResource(JobNotification jobNotification) {
    this.jobNotification = jobNotification;
  }

  boolean isEnabled() {
    return jobNotification.isEnabled();
  }

  HttpResponse receive(HttpRequest request) {
    String idAndSecret = Route.NOTIFICATION.variablePartOf(request.path());
    int slash = idAndSecret.indexOf('/');
    if (slash > 0) {
      ReportId.parse(idAndSecret.substring(0, slash))
          .ifPresent(id -> jobNotification.handleJobDone(id, idAndSecret.substring(slash + 1)));
    }
    return HttpResponse.empty(204);
  }
}
