#include "platform/idcard/frame.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/platform/idcard/vectors.h"

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::FrameReader;
using Found = FrameReader::Found;

struct Seen {
    std::vector<Bytes> bodies;
    int damaged = 0;
};

void drain(FrameReader& reader, Seen& seen) {
    for (auto found = reader.next(); found != Found::nothing; found = reader.next()) {
        if (found == Found::damaged) {
            ++seen.damaged;
        } else {
            seen.bodies.emplace_back(reader.body().begin(), reader.body().end());
        }
    }
}

Seen see(std::initializer_list<ByteView> pieces) {
    FrameReader reader;
    Seen seen;
    for (const ByteView piece : pieces) {
        reader.push(piece);
        drain(reader, seen);
    }
    return seen;
}

Bytes body_of(const Bytes& frame) {
    return {frame.begin() + 7, frame.end() - 1};
}

TEST(Frame, commands_are_those_of_the_vendors) {
    const auto hex = [](Bytes body) { return platform::to_hex(platform::encode_frame(body)); };
    EXPECT_EQ(hex({0x10, 0xFF}), "aaaaaa9669000310ffec");
    EXPECT_EQ(hex({0x11, 0xFF}), "aaaaaa9669000311ffed");
    EXPECT_EQ(hex({0x20, 0x01}), "aaaaaa96690003200122");
    EXPECT_EQ(hex({0x20, 0x02}), "aaaaaa96690003200221");
    EXPECT_EQ(hex({0x30, 0x01}), "aaaaaa96690003300132");
}

TEST(Frame, answers_of_the_vendors_are_read) {
    for (const char* hex :
         {"AAAAAA9669000400009094", "AAAAAA9669000800009F0000000097", "AAAAAA9669000400008084",
          "AAAAAA9669000C00009000000000000000009C", "AAAAAA9669000400008185", "AAAAAA9669000400004145",
          "AAAAAA9669000400009195", "AAAAAA9669000400006064", "AAAAAA9669000400006662",
          "AAAAAA9669000400001014", "AAAAAA9669000400001115", "AAAAAA9669000400002125",
          "AAAAAA966900140000900500030085EC330187D61200B1CB740094"}) {
        const Bytes frame = *platform::from_hex(hex);
        const Seen seen = see({frame});
        ASSERT_EQ(seen.bodies.size(), 1U) << hex;
        EXPECT_EQ(seen.bodies[0], body_of(frame));
    }
}

TEST(Frame, known_bad_bytes_give_nothing) {
    for (const char* hex :
         {"AAAAAA96690005050505", "AA00AAAA9669000C0000900000000000009C", "", "AAAAAA9669"}) {
        EXPECT_TRUE(see({*platform::from_hex(hex)}).bodies.empty()) << hex;
    }
}

TEST(Frame, any_split_gives_the_same_frame) {
    const Bytes frame = tests::kResident.frame();
    for (std::size_t cut = 0; cut <= frame.size(); ++cut) {
        const Seen seen = see({ByteView(frame).first(cut), ByteView(frame).subspan(cut)});
        ASSERT_EQ(seen.bodies.size(), 1U) << cut;
        ASSERT_EQ(seen.bodies[0], body_of(frame)) << cut;
        ASSERT_EQ(seen.damaged, 0);
    }
}

TEST(Frame, single_bytes_give_the_same_frame) {
    const Bytes frame = tests::kPermit.frame();
    FrameReader reader;
    Seen seen;
    for (const std::uint8_t byte : frame) {
        reader.push(ByteView(&byte, 1));
        drain(reader, seen);
    }
    ASSERT_EQ(seen.bodies.size(), 1U);
    EXPECT_EQ(seen.bodies[0], body_of(frame));
}

TEST(Frame, every_truncation_gives_nothing) {
    const Bytes frame = tests::kResident.frame();
    for (std::size_t size = 0; size < frame.size(); ++size) {
        const Seen seen = see({ByteView(frame).first(size)});
        ASSERT_TRUE(seen.bodies.empty()) << size;
        ASSERT_EQ(seen.damaged, 0) << size;
    }
}

TEST(Frame, a_good_frame_is_read_after_half_a_frame_of_any_length) {
    const Bytes frame = tests::kResident.frame();
    for (std::size_t size = 0; size < frame.size(); ++size) {
        Seen seen;
        FrameReader reader;
        for (const ByteView piece : {ByteView(frame).first(size), ByteView(frame)}) {
            reader.push(piece);
            drain(reader, seen);
        }
        while (seen.bodies.empty() && reader.in_frame()) {
            reader.abandon_frame();
            drain(reader, seen);
        }
        ASSERT_EQ(seen.bodies.size(), 1U) << size;
        ASSERT_EQ(seen.bodies[0], body_of(frame)) << size;
    }
}

TEST(Frame, a_good_frame_is_read_after_junk) {
    const Bytes frame = tests::kResident.frame();
    for (const char* junk : {"AAAA", "00AA00AA9669", "AAAAAA966909610000", "AAAAAA9669FFFF", "AAAAAA96690000",
                             "AAAAAA96690002AA", "AAAAAAAAAA", "69966996AAAAAA96"}) {
        const Seen seen = see({*platform::from_hex(junk), frame});
        ASSERT_EQ(seen.bodies.size(), 1U) << junk;
        EXPECT_EQ(seen.bodies[0], body_of(frame)) << junk;
    }
}

TEST(Frame, no_length_reads_past_what_came) {
    for (std::uint32_t length = 0; length <= 0xFFFF; ++length) {
        const Bytes head{0xAA,
                         0xAA,
                         0xAA,
                         0x96,
                         0x69,
                         static_cast<std::uint8_t>(length >> 8),
                         static_cast<std::uint8_t>(length & 0xFF),
                         0x00,
                         0x00,
                         0x90};
        FrameReader reader;
        reader.push(head);
        ASSERT_NE(reader.next(), Found::frame) << length;
        if (length > platform::kMaxLength) {
            ASSERT_FALSE(reader.in_frame()) << length;
        }
    }
}

TEST(Frame, flipped_bytes_are_caught) {
    const Bytes frame = tests::kResident.frame();
    std::mt19937 random(20260615);
    for (int i = 0; i < 5000; ++i) {
        Bytes flipped = frame;
        const std::size_t at = random() % frame.size();
        flipped[at] ^= static_cast<std::uint8_t>(1 + random() % 255);
        for (const Bytes& body : see({flipped}).bodies) {
            ASSERT_NE(body.size(), body_of(frame).size()) << "byte " << at;
        }
    }
}

TEST(Frame, a_damaged_frame_says_so_and_is_over) {
    Bytes frame = tests::kResident.frame();
    frame[600] ^= 0x10;
    FrameReader reader;
    reader.push(frame);
    EXPECT_EQ(reader.next(), Found::damaged);
    EXPECT_EQ(reader.next(), Found::nothing);
    EXPECT_FALSE(reader.in_frame());
}

TEST(Frame, two_in_one_push_come_one_by_one) {
    const Bytes first = tests::kResident.frame();
    const Bytes second = tests::kPermit.frame();
    Bytes both = first;
    platform::append(both, second);
    const Seen seen = see({both});
    ASSERT_EQ(seen.bodies.size(), 2U);
    EXPECT_EQ(seen.bodies[0], body_of(first));
    EXPECT_EQ(seen.bodies[1], body_of(second));
}

TEST(Frame, clearing_forgets_half_a_frame) {
    const Bytes frame = tests::kResident.frame();
    FrameReader reader;
    reader.push(ByteView(frame).first(700));
    EXPECT_EQ(reader.next(), Found::nothing);
    reader.clear();
    reader.push(ByteView(frame).subspan(700));
    EXPECT_EQ(reader.next(), Found::nothing);
}

}  // namespace
