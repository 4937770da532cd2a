#include "platform/display/pointer_queue.h"

#include <gtest/gtest.h>

#include <vector>

namespace platform {
namespace {

TEST(PointerQueue, A_tap_between_two_frames_is_a_press_and_then_a_release) {
    PointerQueue queue;
    queue.move(10, 20);
    queue.press();
    queue.release();
    EXPECT_EQ(queue.next(), (Pointer{10, 20, false, true}));
    EXPECT_EQ(queue.next(), (Pointer{10, 20, true, true}));
    EXPECT_TRUE(queue.waiting());
    EXPECT_EQ(queue.next(), (Pointer{10, 20, false, true}));
    EXPECT_FALSE(queue.waiting());
}

TEST(PointerQueue, Two_quick_taps_stay_two) {
    PointerQueue queue;
    for (int i = 0; i < 2; ++i) {
        queue.move(5, 5);
        queue.press();
        queue.release();
    }
    int presses = 0;
    bool down = false;
    while (queue.waiting()) {
        const bool now = queue.next().down;
        presses += now && !down ? 1 : 0;
        down = now;
    }
    EXPECT_EQ(presses, 2);
}

TEST(PointerQueue, Many_moves_become_the_last_one) {
    PointerQueue queue;
    queue.move(0, 0);
    queue.press();
    while (queue.waiting()) queue.next();
    for (int i = 1; i <= 50; ++i) queue.move(static_cast<float>(i), 0);
    EXPECT_EQ(queue.next(), (Pointer{50, 0, true, true}));
    EXPECT_FALSE(queue.waiting());
}

TEST(PointerQueue, A_release_that_never_came_counts_as_no_tap) {
    PointerQueue queue;
    queue.move(10, 10);
    queue.press();
    while (queue.waiting()) queue.next();
    queue.press();
    const Pointer lifted = queue.next();
    EXPECT_FALSE(lifted.down);
    EXPECT_FALSE(lifted.present);
    EXPECT_EQ(queue.next(), (Pointer{10, 10, true, true}));
}

TEST(PointerQueue, A_tap_counts_where_it_was_made_though_the_finger_is_elsewhere_by_now) {
    PointerQueue queue;
    queue.move(10, 10);
    queue.press();
    queue.release();
    queue.move(90, 90);
    queue.press();
    std::vector<float> pressed_at;
    bool down = false;
    while (queue.waiting()) {
        const Pointer pointer = queue.next();
        if (pointer.down && !down) pressed_at.push_back(pointer.x);
        down = pointer.down;
    }
    EXPECT_EQ(pressed_at, (std::vector<float>{10, 90}));
}

TEST(PointerQueue, A_release_without_a_press_is_nothing) {
    PointerQueue queue;
    queue.release();
    EXPECT_FALSE(queue.waiting());
}

TEST(PointerQueue, Leaving_the_window_lifts_the_finger) {
    PointerQueue queue;
    queue.move(10, 10);
    queue.press();
    queue.cancel();
    Pointer last;
    while (queue.waiting()) last = queue.next();
    EXPECT_FALSE(last.down);
    EXPECT_FALSE(last.present);
}

}  // namespace
}  // namespace platform
