package org.backlinks.entry;

import org.backlinks.local.SharedStack;

class RestPagesIT extends PagesContract {
  RestPagesIT() {
    super(SharedStack.restApi(), "rest");
  }
}
