#include "platform/code/repeat_filter.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

const Bytes kCode = {'a'};
const Bytes kOther = {'b'};

TEST(RepeatFilter, ACodeInViewIsNewsOnce) {
    RepeatFilter filter;
    EXPECT_TRUE(filter.is_news(kCode, 0));
    for (BootMs now = 33; now < 10'000; now += 33) EXPECT_FALSE(filter.is_news(kCode, now)) << now;
}

TEST(RepeatFilter, AFlickerIsNotNews) {
    RepeatFilter filter;
    filter.is_news(kCode, 0);
    EXPECT_FALSE(filter.is_news(kCode, RepeatFilter::kForgetAfterMs - 1));
}

TEST(RepeatFilter, ACodeThatWasAwayIsNewsAgain) {
    RepeatFilter filter;
    filter.is_news(kCode, 0);
    EXPECT_TRUE(filter.is_news(kCode, RepeatFilter::kForgetAfterMs));
}

TEST(RepeatFilter, TwoCodesInViewAreNewsOnceEach) {
    RepeatFilter filter;
    EXPECT_TRUE(filter.is_news(kCode, 0));
    EXPECT_TRUE(filter.is_news(kOther, 0));
    EXPECT_FALSE(filter.is_news(kCode, 500));
    EXPECT_FALSE(filter.is_news(kOther, 500));
}

}  // namespace
}  // namespace platform
