// A display for tests that open a window: the one in DISPLAY, or an Xvfb of our own until the program ends.
#pragma once

namespace tests {

/// False when there is no display and Xvfb cannot be started.
bool have_display();

}  // namespace tests
