#include "sync/wire/wire_version.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sync/record/entry.h"
#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

std::optional<WireTaken> read(const mutual_aid::v1::WireAnswer& message) {
    return decode_wire(platform::view_of(message.SerializeAsString()));
}

TEST(WireVersion, what_a_center_takes_reads_back_as_it_was_said) {
    const auto taken = decode_wire(encode_wire(wire_taken(2)));
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->least, 2U);
    EXPECT_EQ(taken->newest, kWireVersion);
    EXPECT_EQ(taken->record_classes, wire_taken(1).record_classes);
}

TEST(WireVersion, a_center_takes_every_class_that_it_can_read_and_no_other) {
    const auto classes = wire_taken(1).record_classes;
    for (std::uint16_t code = 0; code < 100; ++code) {
        EntryHeader header;
        header.seq = 1;
        header.record_class = static_cast<RecordClass>(code);
        EXPECT_EQ(decode_header(encode(header)).has_value(), std::ranges::count(classes, code) == 1) << code;
    }
}

TEST(WireVersion, claims_are_not_sent_to_a_center_that_names_them_but_cannot_open_them) {
    constexpr auto kClaim = static_cast<std::uint16_t>(RecordClass::claim_filed);
    auto older = wire_taken(1);
    older.newest = 2;
    EXPECT_EQ(std::ranges::count(decode_wire(encode_wire(older))->record_classes, kClaim), 0);
    EXPECT_EQ(std::ranges::count(first_wire().record_classes, kClaim), 0);
    EXPECT_EQ(std::ranges::count(decode_wire(encode_wire(wire_taken(1)))->record_classes, kClaim), 1);
}

TEST(WireVersion, an_answer_that_says_nothing_is_none) {
    EXPECT_FALSE(decode_wire({}));
    EXPECT_FALSE(decode_wire(platform::view_of("<html>")));
    mutual_aid::v1::WireAnswer message;
    message.set_newest(2);
    EXPECT_FALSE(read(message)) << "no class";
    message.add_record_classes(1);
    EXPECT_TRUE(read(message));
    message.add_record_classes(65536);
    EXPECT_FALSE(read(message));
}

}  // namespace
}  // namespace syncing
