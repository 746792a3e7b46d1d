package org.backlinks.entry;

import org.backlinks.local.SharedStack;

class RestRoutesIT extends RoutesContract {
  RestRoutesIT() {
    super(SharedStack.restApi(), "rest");
  }
}
