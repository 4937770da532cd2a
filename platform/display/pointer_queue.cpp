#include "platform/display/pointer_queue.h"

namespace platform {

void PointerQueue::push(Pointer pointer) {
    newest_ = pointer;
    // Between two changes of the button only the last position matters.
    if (!queue_.empty() && queue_.back().present == pointer.present) {
        const bool before = queue_.size() > 1 ? queue_[queue_.size() - 2].down : last_.down;
        if (queue_.back().down == pointer.down && before == pointer.down) {
            queue_.back() = pointer;
            return;
        }
    }
    if (queue_.size() < kLimit) queue_.push_back(pointer);
}

void PointerQueue::move(float x, float y) {
    push({x, y, newest_.down, true});
}

void PointerQueue::press() {
    if (newest_.down) cancel();
    push({newest_.x, newest_.y, true, true});
}

void PointerQueue::release() {
    if (newest_.down) push({newest_.x, newest_.y, false, true});
}

void PointerQueue::cancel() {
    push({newest_.x, newest_.y, false, false});
}

Pointer PointerQueue::next() {
    if (!queue_.empty()) {
        last_ = queue_.front();
        queue_.pop_front();
    }
    return last_;
}

}  // namespace platform
