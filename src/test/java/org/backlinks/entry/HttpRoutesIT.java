package org.backlinks.entry;

import org.backlinks.local.SharedStack;

class HttpRoutesIT extends RoutesContract {
  HttpRoutesIT() {
    super(SharedStack.httpApi(), "http");
  }
}
