#include "platform/code/code_sources.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using platform::CameraState;
using platform::CodeEvent;
using platform::CodeSeen;
using platform::FakeCodeSource;

class TwoSources : public testing::Test {
  protected:
    TwoSources() {
        both_.add(camera_);
        both_.add(scanner_);
    }
    std::vector<CodeEvent> take() { return std::exchange(events_, {}); }

    std::vector<CodeEvent> events_;
    platform::CodeSources both_{[this](CodeEvent event) { events_.push_back(std::move(event)); }};
    FakeCodeSource camera_{both_.input()};
    FakeCodeSource scanner_{both_.input()};
};

TEST_F(TwoSources, start_and_stop_together) {
    both_.start();
    EXPECT_TRUE(camera_.started() && scanner_.started());
    EXPECT_EQ(take(), (std::vector<CodeEvent>{CameraState::live}));
    both_.stop();
    EXPECT_FALSE(camera_.started() || scanner_.started());
    EXPECT_EQ(take(), (std::vector<CodeEvent>{CameraState::off}));
}

TEST_F(TwoSources, both_give_codes) {
    both_.start();
    take();
    camera_.show(CodeSeen{"MA1:ABC"});
    scanner_.show(CodeSeen{"MA1:DEF"});
    EXPECT_EQ(take(), (std::vector<CodeEvent>{CodeSeen{"MA1:ABC"}, CodeSeen{"MA1:DEF"}}));
}

TEST_F(TwoSources, one_that_works_is_enough) {
    both_.start();
    take();
    camera_.show(CameraState::no_camera);
    EXPECT_EQ(take(), std::vector<CodeEvent>{});
    scanner_.show(CameraState::busy);
    EXPECT_EQ(take(), std::vector<CodeEvent>{CameraState::busy});
    scanner_.show(CameraState::no_camera);
    EXPECT_EQ(take(), std::vector<CodeEvent>{CameraState::no_camera});
    camera_.show(CameraState::live);
    EXPECT_EQ(take(), std::vector<CodeEvent>{CameraState::live});
}

}  // namespace
