package org.backlinks.entry;

import org.backlinks.local.SharedStack;

class HttpPagesIT extends PagesContract {
  HttpPagesIT() {
    super(SharedStack.httpApi(), "http");
  }
}
