#include "platform/code/code_sources.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using platform::CameraState;
using platform::CodeDevice;
using platform::CodeDevices;
using platform::CodeEvent;
using platform::CodeSeen;
using platform::FakeCodeSource;

class TwoSources : public testing::Test {
  protected:
    TwoSources() {
        both_.add(camera_);
        both_.add(scanner_);
    }
    std::vector<CodeEvent> take() {
        std::vector<CodeEvent> told = std::exchange(events_, {});
        std::erase_if(told, [](const auto& event) { return std::holds_alternative<CodeDevices>(event); });
        return told;
    }
    std::vector<CodeEvent> take_devices() {
        std::vector<CodeEvent> told = std::exchange(events_, {});
        std::erase_if(told, [](const auto& event) { return !std::holds_alternative<CodeDevices>(event); });
        return told;
    }

    std::vector<CodeEvent> events_;
    platform::CodeSources both_{[this](CodeEvent event) { events_.push_back(std::move(event)); }};
    FakeCodeSource camera_{both_.input(platform::DeviceKind::camera)};
    FakeCodeSource scanner_{both_.input(platform::DeviceKind::scanner)};
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

TEST_F(TwoSources, say_which_of_them_work) {
    const auto says = [&](CodeDevice camera, CodeDevice scanner) {
        return take_devices() == std::vector<CodeEvent>{CodeDevices{camera, scanner}};
    };
    both_.start();
    EXPECT_TRUE(says(CodeDevice::works, CodeDevice::works));
    camera_.show(CameraState::no_camera);
    EXPECT_TRUE(says(CodeDevice::broken, CodeDevice::works));
    scanner_.show(CameraState::busy);
    EXPECT_TRUE(says(CodeDevice::broken, CodeDevice::broken));
    camera_.show(CameraState::dark);
    EXPECT_TRUE(says(CodeDevice::works, CodeDevice::broken));
    both_.stop();
    EXPECT_TRUE(take_devices().empty()) << "switched off is not mended";
}

TEST(OneSource, says_that_there_is_no_other) {
    std::vector<CodeEvent> events;
    platform::CodeSources all([&](CodeEvent event) { events.push_back(std::move(event)); });
    FakeCodeSource scanner(all.input(platform::DeviceKind::scanner));
    all.add(scanner);
    all.start();
    EXPECT_EQ(events,
              (std::vector<CodeEvent>{CodeDevices{CodeDevice::none, CodeDevice::works}, CameraState::live}));
}

}  // namespace
