// How many of a fixed set of badly photographed codes are read. The counts are pinned: a change that reads
// fewer fails here, a change that reads more raises them.
#include <gtest/gtest.h>

#include "platform/code/qr.h"
#include "tests/platform/code/corpus.h"

namespace platform {
namespace {

using testing::kTroubles;
using testing::Shot;
using testing::Trouble;

struct Counts {
    int live = 0;  // quick or closer: what a camera reads from two frames
    int thorough = 0;
    int wrong = 0;
};

Counts count(Trouble trouble, int shots) {
    Counts counts;
    for (int number = 0; number < shots; ++number) {
        const Shot one = testing::shot(trouble, number);
        const auto reads = [&](Effort effort) {
            const auto codes = decode_gray(one.picture.view(), effort);
            for (const DecodedCode& code : codes) counts.wrong += code.text != one.text ? 1 : 0;
            return !codes.empty();
        };
        counts.live += reads(Effort::quick) || reads(Effort::closer) ? 1 : 0;
        counts.thorough += reads(Effort::thorough) ? 1 : 0;
    }
    return counts;
}

TEST(Recognition, ReadsAtLeastAsManySpoiltCodesOfEveryKindAsBefore) {
    constexpr int kShots = 10;
    struct Case {
        Trouble trouble;
        int live;
        int thorough;
    };
    const Case cases[] = {
        {Trouble::mixed, 9, 10},         {Trouble::perspective, 5, 5}, {Trouble::out_of_focus, 6, 6},
        {Trouble::motion, 8, 8},         {Trouble::noise, 10, 10},     {Trouble::glare, 7, 7},
        {Trouble::low_contrast, 10, 10}, {Trouble::curved, 6, 6},      {Trouble::small, 4, 5},
        {Trouble::inverted, 9, 9},       {Trouble::damaged, 5, 5},     {Trouble::screen, 9, 10},
    };
    int wrong = 0;
    for (const Case& c : cases) {
        const Counts counts = count(c.trouble, kShots);
        EXPECT_GE(counts.live, c.live) << kTroubles[static_cast<std::size_t>(c.trouble)];
        EXPECT_GE(counts.thorough, c.thorough) << kTroubles[static_cast<std::size_t>(c.trouble)];
        wrong += counts.wrong;
    }
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace platform
