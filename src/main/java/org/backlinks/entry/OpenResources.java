package org.backlinks.entry;

import jakarta.inject.Singleton;

/** Answers requests on the routes that need no authorization. Each of them can be switched off. */
@Singleton
final class OpenResources {
  private final NotificationResource notifications;
  private final SharedPageResource sharedPages;

  OpenResources(NotificationResource notifications, SharedPageResource sharedPages) {
    this.notifications = notifications;
    this.sharedPages = sharedPages;
  }

  /** HEAD changes nothing, so it is never a notification. */
  boolean canNotify(HttpRequest request) {
    return notifications.isEnabled() && !request.isHead();
  }

  /** Returns whether reports are shared. */
  boolean canShare() {
    return sharedPages.isEnabled();
  }

  HttpResponse notification(HttpRequest request) {
    return notifications.receive(request);
  }

  HttpResponse sharedPage(HttpRequest request) {
    return sharedPages.get(request);
  }
}
