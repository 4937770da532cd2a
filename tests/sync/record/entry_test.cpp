#include "sync/record/entry.h"

#include <gtest/gtest.h>

#include "platform/base/bytes.h"

namespace syncing {
namespace {

EntryHeader sample() {
    EntryHeader header;
    header.ledger_id.fill(0x11);
    header.seq = 0x0102030405060708;
    header.previous.fill(0x22);
    header.record_id.fill(0x33);
    header.record_class = RecordClass::payment;
    header.time = {1, 0x7fffffffffffffff, TimeBasis::after_reboot};
    header.pack_hash.fill(0x44);
    header.sealing_key_id = 5;
    header.sealed_length = 560;
    header.sealed_hash.fill(0x55);
    return header;
}

std::string times(std::size_t count, std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += hex;
    return out;
}

TEST(EntryHeader, has_the_layout_of_the_wire_format) {
    EXPECT_EQ(platform::to_hex(encode(sample())),
              "4d414531" + times(16, "11") + "0807060504030201" + times(32, "22") + times(16, "33") + "0200" +
                  "02" + "00" + "0100000000000000" + "ffffffffffffff7f" + times(32, "44") +
                  "0500000000000000" + "30020000" + times(32, "55"));
}

TEST(EntryHeader, comes_back_from_its_bytes) {
    EXPECT_EQ(decode_header(encode(sample())), sample());
}

TEST(EntryHeader, hash_is_that_of_its_bytes) {
    const HeaderBytes bytes = encode(sample());
    EXPECT_EQ(entry_hash(bytes), platform::hash(bytes));
}

struct Damage {
    const char* what;
    std::size_t at;
    std::uint8_t value;
};

class DamagedHeader : public testing::TestWithParam<Damage> {};

TEST_P(DamagedHeader, is_refused) {
    EntryHeader header = sample();
    header.seq = 1;
    header.time = {2, 2, TimeBasis::signed_time};
    HeaderBytes bytes = encode(header);
    ASSERT_TRUE(decode_header(bytes));
    bytes[GetParam().at] = GetParam().value;
    EXPECT_FALSE(decode_header(bytes));
}

INSTANTIATE_TEST_SUITE_P(Table, DamagedHeader,
                         testing::Values(Damage{"magic", 0, 'X'}, Damage{"next version's magic", 3, '2'},
                                         Damage{"seq 0", 20, 0}, Damage{"class 0", 76, 0},
                                         Damage{"class 9", 76, 9}, Damage{"class 258", 77, 1},
                                         Damage{"basis 4", 78, 4}, Damage{"padding", 79, 1},
                                         Damage{"earliest after latest", 80, 3}));

TEST(EntryHeader, refuses_any_other_size) {
    const HeaderBytes bytes = encode(sample());
    platform::Bytes longer(bytes.begin(), bytes.end());
    longer.push_back(0);
    EXPECT_FALSE(decode_header(longer));
    for (std::size_t size = 0; size < kHeaderSize; ++size)
        EXPECT_FALSE(decode_header(platform::ByteView(bytes).first(size))) << size;
}

}  // namespace
}  // namespace syncing
