// Every damage of one byte, every cut, every way to come in pieces; and the real driver whose reader is
// pulled out at random bytes, or gets one card after the other.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "platform/idcard/card_text.h"
#include "platform/idcard/sam.h"
#include "platform/idcard/sam_reader.h"
#include "sync/sim/card_file.h"
#include "tests/platform/idcard/events.h"
#include "tests/platform/idcard/vectors.h"
#include "tests/support/campaign.h"
#include "tests/support/simulated_reader.h"

namespace {

using namespace std::chrono_literals;
using platform::Bytes;
using platform::ByteView;
using platform::Card;
using platform::FrameReader;

/// The cards that the driver would take out of this stream.
std::vector<Card> cards_in(FrameReader& reader, ByteView stream) {
    std::vector<Card> cards;
    reader.clear();
    reader.push(stream);
    for (auto found = reader.next(); found != FrameReader::Found::nothing; found = reader.next()) {
        if (found != FrameReader::Found::frame) continue;
        if (auto card = platform::parse_read_answer(reader.body())) cards.push_back(std::move(*card));
    }
    return cards;
}

const std::vector<tests::CardVector>& vectors() {
    static const std::vector<tests::CardVector> all{tests::kResident, tests::kPermit, tests::kForeigner2017,
                                                    tests::kForeigner2023};
    return all;
}

TEST(FrameCampaign, no_change_of_a_single_byte_gives_a_card) {
    FrameReader reader;
    int cases = 0;
    for (int kind = 0; kind < tests::rounds(1, 4); ++kind) {
        const Bytes frame = vectors()[static_cast<std::size_t>(kind)].frame();
        ASSERT_EQ(cards_in(reader, frame).size(), 1U);
        Bytes changed = frame;
        for (std::size_t at = 0; at < frame.size(); ++at) {
            for (int mask = 1; mask <= 0xFF; ++mask, ++cases) {
                changed[at] = static_cast<std::uint8_t>(frame[at] ^ mask);
                ASSERT_TRUE(cards_in(reader, changed).empty()) << "byte " << at << " mask " << mask;
            }
            changed[at] = frame[at];
        }
    }
    EXPECT_EQ(cases, 330'225 * tests::rounds(1, 4));
}

TEST(FrameCampaign, no_cut_gives_a_card) {
    FrameReader reader;
    for (const auto& vector : vectors()) {
        const Bytes frame = vector.frame();
        for (std::size_t size = 0; size < frame.size(); ++size) {
            ASSERT_TRUE(cards_in(reader, ByteView(frame).first(size)).empty()) << size;
        }
    }
}

/// Junk, an echoed command and half a frame, as a line with a loose plug gives them.
Bytes clutter(std::mt19937& random, const Bytes& frame) {
    Bytes out;
    for (int left = tests::below(random, 40); left > 0; --left) {
        out.push_back(static_cast<std::uint8_t>(random() % 4 == 0 ? 0xAA : random()));
    }
    if (random() % 2 == 0) platform::append(out, platform::encode_frame(Bytes{0x30, 0x01}));
    if (random() % 2 == 0) platform::append(out, ByteView(frame).first(random() % frame.size()));
    return out;
}

/// What came out of a stream with one good frame in it.
struct Outcome {
    std::vector<Card> cards;
    bool accident = false;  // junk passed for a frame: one in 256 does, and may take the good one with it
};

Outcome read_in_pieces(std::mt19937& random, ByteView stream, ByteView good_body) {
    const Bytes echo{0x30, 0x01};
    Outcome outcome;
    FrameReader reader;
    const auto drain = [&] {
        for (auto found = reader.next(); found != FrameReader::Found::nothing; found = reader.next()) {
            if (found != FrameReader::Found::frame) continue;
            const ByteView body = reader.body();
            outcome.accident |= !std::ranges::equal(body, good_body) && !std::ranges::equal(body, echo);
            if (auto card = platform::parse_read_answer(body)) outcome.cards.push_back(std::move(*card));
        }
    };
    while (!stream.empty()) {
        const std::size_t size = std::min<std::size_t>(1 + random() % 200, stream.size());
        reader.push(stream.first(size));
        stream = stream.subspan(size);
        drain();
    }
    for (; outcome.cards.empty() && reader.in_frame(); drain()) reader.abandon_frame();
    return outcome;
}

TEST(FrameCampaign, any_pieces_with_anything_before_them_give_the_same_card) {
    auto random = tests::seeded();
    const int count = tests::rounds(300, 100'000);
    int accidents = 0;
    for (int round = 0; round < count; ++round) {
        const auto& vector = vectors()[random() % vectors().size()];
        const Bytes frame = vector.frame();
        const Card card = *platform::parse_card_text(vector.text());
        Bytes stream = clutter(random, frame);
        platform::append(stream, frame);
        const Outcome outcome = read_in_pieces(random, stream, ByteView(frame).subspan(7, frame.size() - 8));
        accidents += outcome.accident ? 1 : 0;
        if (!outcome.accident) {
            ASSERT_EQ(outcome.cards, std::vector<Card>{card}) << round;
        }
        ASSERT_TRUE(std::ranges::all_of(outcome.cards, [&](const Card& read) { return read == card; }))
            << round;
    }
    EXPECT_LE(accidents, count / 100);
}

std::string card_path(const std::string& name) {
    return std::string(SOURCE_DIR) + "/assets/demo/cards/" + name + ".toml";
}

Card card_in(const std::string& name) {
    const auto image = syncing::sim::load_card_file(card_path(name)).and_then(syncing::sim::encode_card);
    return *platform::parse_card_text(image->text);
}

int open_descriptors() {
    return static_cast<int>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

class ReaderCampaign : public testing::Test {
  protected:
    ReaderCampaign() {
        reader_ = platform::make_sam_reader(
            {.port = simulated_.port(), .poll_period = 5ms, .reopen_period = 5ms},
            [this](platform::ReaderEvent event) { events_.push(std::move(event)); });
        reader_->start_reading();
    }
    void place(const std::string& card) { simulated_.command("place " + card_path(card)); }

    /// Whatever comes until `wanted`; false when it never does.
    bool await(const std::string& wanted) {
        for (auto event = events_.take(10s); event; event = events_.take(10s)) {
            if (const auto* read = std::get_if<platform::CardRead>(&*event)) reads_.push_back(read->card);
            if (tests::words(*event) == wanted) return true;
        }
        return false;
    }

    tests::SimulatedReader simulated_{PROGRAM_DIR};
    tests::Events events_;
    std::vector<Card> reads_;
    std::unique_ptr<platform::CardReader> reader_;
};

TEST_F(ReaderCampaign, a_reader_pulled_out_at_any_byte_comes_back_and_nothing_leaks) {
    auto random = tests::seeded();
    const std::vector<std::string> files{"resident_lin", "resident_rare_name", "hkmt_permit",
                                         "foreigner_2017"};
    ASSERT_TRUE(await("online"));
    const int descriptors = open_descriptors();
    const int pulls = tests::rounds(25, 1000);
    for (int pull = 0; pull < pulls; ++pull) {
        const std::string file = files[random() % files.size()];
        const Card card = card_in(file);
        place(file);
        simulated_.command("unplug_after " + std::to_string(tests::below(random, 1420)));
        ASSERT_TRUE(await("offline")) << pull;
        reads_.clear();
        simulated_.command("replug");
        ASSERT_TRUE(await("online")) << pull;
        ASSERT_TRUE(await("read " + card.name)) << pull;
        ASSERT_EQ(reads_, std::vector<Card>{card}) << pull;
    }
    EXPECT_EQ(open_descriptors(), descriptors);
    EXPECT_EQ(reader_->health().reconnects, static_cast<unsigned>(pulls));
}

TEST_F(ReaderCampaign, one_card_after_the_other_never_mixes_two) {
    auto random = tests::seeded();
    const std::vector<std::string> files{"resident_lin", "resident_chen", "resident_rare_name", "hkmt_permit",
                                         "foreigner_2017"};
    ASSERT_TRUE(await("online"));
    std::size_t last = files.size();
    std::size_t before_last = files.size();
    bool awaited = true;
    for (int swap = 0; swap < tests::rounds(25, 2000); ++swap) {
        // The same card again, with another in between that was never read, is the same card all the time.
        std::size_t at = random() % files.size();
        while (at == last || at == before_last) at = (at + 1) % files.size();
        before_last = std::exchange(last, at);
        const Card card = card_in(files[at]);
        if (random() % 3 == 0) simulated_.command("remove");
        place(files[at]);
        // Taken away before it is read, or in the middle of it.
        awaited = !awaited || random() % 4 != 0;
        if (!awaited) continue;
        reads_.clear();
        ASSERT_TRUE(await("read " + card.name)) << swap;
        ASSERT_EQ(reads_.back(), card) << swap;
        for (const Card& read : reads_) {
            ASSERT_TRUE(std::any_of(files.begin(), files.end(), [&](const std::string& file) {
                return card_in(file) == read;
            })) << swap;
        }
    }
}

}  // namespace
