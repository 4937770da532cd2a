#include "platform/display/pointer_queue.h"

#include <gtest/gtest.h>

#include <vector>

namespace platform {
namespace {

TEST(PointerQueueTest, a_tap_between_two_frames_is_a_press_in_one_and_a_release_in_the_next) {
    PointerQueue queue;
    queue.move(10, 20);
    queue.press();
    queue.release();
    EXPECT_EQ(queue.next(), (Pointer{10, 20, false, true}));
    EXPECT_EQ(queue.next(), (Pointer{10, 20, true, true}));
    EXPECT_EQ(queue.next(), (Pointer{10, 20, false, true}));
    EXPECT_FALSE(queue.waiting());
}

TEST(PointerQueueTest, quick_taps_on_two_keys_keep_their_places) {
    PointerQueue queue;
    queue.move(10, 20);
    queue.press();
    queue.release();
    queue.move(300, 400);
    queue.press();
    queue.release();
    std::vector<Pointer> pressed;
    while (queue.waiting()) {
        const Pointer pointer = queue.next();
        if (pointer.down) pressed.push_back(pointer);
    }
    EXPECT_EQ(pressed, (std::vector<Pointer>{{10, 20, true, true}, {300, 400, true, true}}));
}

TEST(PointerQueueTest, moves_between_changes_of_the_button_are_one) {
    PointerQueue queue;
    for (int i = 0; i < 50; ++i) queue.move(static_cast<float>(i), 0);
    EXPECT_EQ(queue.next(), (Pointer{49, 0, false, true}));
    EXPECT_FALSE(queue.waiting());
}

TEST(PointerQueueTest, a_press_whose_release_never_came_ends_with_the_next_press) {
    PointerQueue queue;
    queue.move(10, 20);
    queue.press();
    queue.press();
    EXPECT_TRUE((queue.next(), queue.next()).down);
    EXPECT_FALSE(queue.next().present);  // the lost one was never a tap
    EXPECT_TRUE(queue.next().down);
}

TEST(PointerQueueTest, a_pointer_that_left_counts_as_never_tapped) {
    PointerQueue queue;
    queue.move(10, 20);
    queue.press();
    queue.cancel();
    queue.release();
    queue.next();
    queue.next();
    EXPECT_EQ(queue.next(), (Pointer{10, 20, false, false}));
    EXPECT_FALSE(queue.waiting());
}

}  // namespace
}  // namespace platform
