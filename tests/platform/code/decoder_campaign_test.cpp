// Spoilt pictures and frames through the real child: whatever it does with them, its parent goes on, holds no
// more than before, and the next good picture is read.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "platform/code/decoder.h"
#include "platform/code/picture.h"
#include "tests/platform/code/drawing.h"
#include "tests/support/campaign.h"
#include "tests/support/footprint.h"

namespace platform {
namespace {

using tests::below;

/// Whole picture files of every format and some generated ones with a code.
std::vector<Bytes> sample_files() {
    std::vector<Bytes> files;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/samples/codes")) {
        if (entry.path().extension() == ".md") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    files.push_back(write_png(testing::draw_code("SMALL", 2).view()).value());
    return files;
}

std::vector<GrayPicture> sample_frames() {
    std::vector<GrayPicture> frames;
    for (const char* text :
         {"A", "SLIP 0123456789", "lower case text", "厦门市总工会", "12345678901234567890"}) {
        frames.push_back(testing::draw_code(text, 2));
        frames.push_back(testing::draw_code(text, 3));
    }
    return frames;
}

void spoil_file(Bytes& file, std::mt19937& random) {
    const auto at = [&] { return static_cast<std::size_t>(below(random, static_cast<int>(file.size()))); };
    for (int change = 1 + below(random, 8); change > 0 && !file.empty(); --change) {
        switch (below(random, 5)) {
            case 0:
                file[at()] = static_cast<std::uint8_t>(random());
                break;
            case 1:
                file[at()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
                break;
            case 2:  // the start of a file says most about how it is read
                file[at() % std::min<std::size_t>(file.size(), 64)] = static_cast<std::uint8_t>(random());
                break;
            case 3:
                file.resize(at() + 1);
                break;
            default: {
                const std::size_t from = at();
                const std::size_t length = std::min<std::size_t>(random() % 64, file.size() - from);
                const Bytes piece(file.begin() + static_cast<std::ptrdiff_t>(from),
                                  file.begin() + static_cast<std::ptrdiff_t>(from + length));
                file.insert(file.begin() + static_cast<std::ptrdiff_t>(at()), piece.begin(), piece.end());
            }
        }
    }
}

void spoil_frame(GrayPicture& frame, std::mt19937& random) {
    const auto paint = [&](int size, std::uint8_t value) {
        const int left = below(random, frame.width);
        const int top = below(random, frame.height);
        for (int y = top; y < std::min(frame.height, top + size); ++y) {
            for (int x = left; x < std::min(frame.width, left + size); ++x)
                frame.pixels[static_cast<std::size_t>(y * frame.width + x)] = value;
        }
    };
    switch (below(random, 4)) {
        case 0:  // a stretch shifted along: the grid breaks in the middle
            std::rotate(frame.pixels.begin(), frame.pixels.begin() + below(random, frame.width),
                        frame.pixels.begin() + below(random, static_cast<int>(frame.pixels.size())) / 2 +
                            frame.width);
            break;
        case 1:
            for (std::uint8_t& pixel : frame.pixels)
                if (random() % 8 == 0) pixel = static_cast<std::uint8_t>(random());
            break;
        default:
            for (int spots = 1 + below(random, 12); spots > 0; --spots)
                paint(1 + below(random, 9), static_cast<std::uint8_t>(random() % 2 == 0 ? 0 : 255));
    }
}

/// KEEP=FOLDER keeps each input that cost a child, to be looked at outside the sandbox.
void keep(const Result<Decoder::Codes, DecodeFault>& codes, int round, const std::string& ending,
          ByteView bytes) {
    const char* folder = std::getenv("KEEP");
    if (folder == nullptr || codes || codes.error() != DecodeFault::crashed) return;
    std::ofstream(std::filesystem::path(folder) / (std::to_string(round) + ending), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
}

Bytes pgm(const GrayPicture& frame) {
    Bytes out;
    append(out, view_of("P5 " + std::to_string(frame.width) + " " + std::to_string(frame.height) + " 255\n"));
    append(out, frame.pixels);
    return out;
}

struct Tally {
    int read = 0;
    int nothing = 0;
    std::array<int, 5> faults{};  // by DecodeFault

    void count(const Result<Decoder::Codes, DecodeFault>& codes) {
        if (!codes) {
            ++faults[static_cast<std::size_t>(codes.error())];
        } else {
            codes->empty() ? ++nothing : ++read;
        }
    }
    int of(DecodeFault fault) const { return faults[static_cast<std::size_t>(fault)]; }
};

TEST(DecoderCampaign, SpoiltPicturesAndFramesNeverReachTheParent) {
    std::mt19937 random = tests::seeded();
    const int rounds = tests::rounds(2'000, 1'000'000);
    const auto files = sample_files();
    const auto frames = sample_frames();
    const GrayPicture good = testing::draw_code("STILL THERE", 3);
    // Shorter than a terminal's: a header that promises 8192 x 8192 pixels is allowed to cost so much here.
    Decoder decoder({.program = PROGRAM_DIR "/kiosk-decoder", .time_limit = std::chrono::seconds(1)});
    Tally tally;
    const auto feed = [&](int round) {
        if (random() % 2 == 0) {
            Bytes file = files[random() % files.size()];
            spoil_file(file, random);
            const auto codes = decoder.decode_picture(file);
            keep(codes, round, ".picture", file);
            tally.count(codes);
        } else {
            GrayPicture frame = frames[random() % frames.size()];
            spoil_frame(frame, random);
            const auto codes = decoder.decode(frame.view(), static_cast<Effort>(random() % 2));
            keep(codes, round, ".pgm", pgm(frame));
            tally.count(codes);
        }
    };
    for (int i = 0; i < 500; ++i) feed(i);
    const std::size_t descriptors = tests::open_descriptors();
    const long kib = tests::private_kib();
    for (int i = 500; i < rounds; ++i) {
        feed(i);
        if (i % 1000 != 0) continue;
        auto codes = decoder.decode(good.view(), Effort::quick);
        if (!codes) codes = decoder.decode(good.view(), Effort::quick);  // its child had just been lost
        ASSERT_TRUE(codes && codes->size() == 1) << "after " << i;
    }
    EXPECT_EQ(tests::open_descriptors(), descriptors);
    EXPECT_LT(tests::private_kib() - kib, 4096);
    EXPECT_EQ(tally.of(DecodeFault::cannot_start), 0);
    EXPECT_GT(tally.read, rounds / 20);
    std::printf(
        "%d pictures: %d read, %d without a code, %d unreadable, %d too large; the child crashed %d "
        "times, hung %d times; parent's memory %+ld KiB\n",
        rounds, tally.read, tally.nothing, tally.of(DecodeFault::unreadable_picture),
        tally.of(DecodeFault::too_large), tally.of(DecodeFault::crashed), tally.of(DecodeFault::timed_out),
        tests::private_kib() - kib);
}

}  // namespace
}  // namespace platform
