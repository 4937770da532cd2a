// A touch panel speaks like a mouse, only less reliably: presses and releases may fall between two frames,
// and a release may never come. The queue hands out one change a frame, so that a quick tap is still a press
// and then a release, and ends a press that was lost. Pure; single-threaded.
#pragma once

#include <cstddef>
#include <deque>

namespace platform {

struct Pointer {
    float x = 0, y = 0;  // pixels of the window
    bool down = false;
    bool present = false;  // false: no finger or cursor anywhere
    bool operator==(const Pointer&) const = default;
};

class PointerQueue {
  public:
    void move(float x, float y);
    /// Where the pointer was last moved to: events come in order, whereas asking the window system for the
    /// position tells where the finger is by now, which under load is already the next key.
    void press();
    void release();
    /// The window lost the pointer or the focus: whatever was pressed counts as never tapped.
    void cancel();

    /// What the next frame sees.
    Pointer next();
    /// Another frame is needed to hand out what has come.
    bool waiting() const { return !queue_.empty(); }

  private:
    void push(Pointer pointer);
    static constexpr std::size_t kLimit = 64;
    std::deque<Pointer> queue_;
    Pointer last_;    // handed out
    Pointer newest_;  // put in
};

}  // namespace platform
