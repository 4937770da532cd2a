#include "sync/seal/seal.h"

#include <gtest/gtest.h>

#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;

wire::Body body_of(const LedgerId& ledger, const RecordId& record) {
    wire::Body body;
    body.set_ledger_id(platform::string_of(ledger));
    body.set_record_id(platform::string_of(record));
    body.mutable_enrollment()->set_plan("plan");
    return body;
}

/// A plaintext that never went through seal_message.
Bytes seal_raw(const platform::SealingPublicKey& to, std::uint32_t length, std::size_t size,
               std::uint8_t fill) {
    Bytes padded;
    platform::append_u32(padded, length);
    padded.resize(size, fill);
    return platform::seal(to, padded);
}

TEST(PaddedSize, is_the_smallest_class_that_fits) {
    struct Case {
        std::size_t length;
        std::size_t padded;
    };
    for (const Case& c :
         {Case{0, 512}, Case{508, 512}, Case{509, 1024}, Case{1020, 1024}, Case{1021, 2048}, Case{2045, 4096},
          Case{4092, 4096}, Case{4093, 8192}, Case{65532, 65536}, Case{65533, 0}})
        EXPECT_EQ(padded_size(c.length), c.padded) << c.length;
}

TEST(SealMessage, hides_the_length_within_a_size_class) {
    const auto key = platform::new_sealing_key();
    wire::StaffAction shorter;
    shorter.set_action("a");
    wire::StaffAction longer;
    longer.set_action(std::string(400, 'a'));
    EXPECT_EQ(seal_message(key.public_key, shorter)->size(), 512 + platform::kSealOverhead);
    EXPECT_EQ(seal_message(key.public_key, longer)->size(), 512 + platform::kSealOverhead);
}

TEST(SealMessage, refuses_what_fits_no_class_and_a_degenerate_key) {
    wire::StaffAction action;
    EXPECT_EQ(seal_message(platform::SealingPublicKey{}, action).error(), SealError::bad_key);
    action.set_action(std::string(70'000, 'a'));
    EXPECT_EQ(seal_message(platform::new_sealing_key().public_key, action).error(), SealError::too_large);
}

TEST(OpenBody, gives_back_the_body_to_the_key_it_was_sealed_to) {
    const auto key = platform::new_sealing_key();
    const auto sealed = seal_body(key.public_key, body_of(LedgerId{1}, RecordId{2}));
    wire::Body opened;
    ASSERT_TRUE(open_body(key, *sealed, LedgerId{1}, RecordId{2}, opened));
    EXPECT_EQ(opened.enrollment().plan(), "plan");
    EXPECT_EQ(open_body(platform::new_sealing_key(), *sealed, LedgerId{1}, RecordId{2}, opened).error(),
              SealError::not_for_us);
    EXPECT_FALSE(opened.has_enrollment()) << "nothing stays of the earlier one";
}

TEST(OpenBody, refuses_a_body_moved_to_another_ledger_or_record) {
    const auto key = platform::new_sealing_key();
    const auto sealed = seal_body(key.public_key, body_of(LedgerId{1}, RecordId{2}));
    wire::Body opened;
    EXPECT_EQ(open_body(key, *sealed, LedgerId{9}, RecordId{2}, opened).error(), SealError::wrong_identity);
    EXPECT_EQ(open_body(key, *sealed, LedgerId{1}, RecordId{9}, opened).error(), SealError::wrong_identity);
    EXPECT_FALSE(opened.has_enrollment());
}

TEST(OpenMessage, takes_only_exact_padding) {
    const auto key = platform::new_sealing_key();
    wire::StaffAction opened;
    EXPECT_TRUE(open_message(key, seal_raw(key.public_key, 0, 512, 0), opened));
    EXPECT_EQ(open_message(key, seal_raw(key.public_key, 0, 1024, 0), opened).error(), SealError::malformed)
        << "a larger class than needed";
    EXPECT_EQ(open_message(key, seal_raw(key.public_key, 0, 512, 1), opened).error(), SealError::malformed)
        << "padding that is not zeros";
    EXPECT_EQ(open_message(key, seal_raw(key.public_key, 509, 512, 0), opened).error(), SealError::malformed)
        << "a length beyond the end";
    EXPECT_EQ(open_message(key, seal_raw(key.public_key, 0xffffffff, 512, 0), opened).error(),
              SealError::malformed);
    EXPECT_EQ(open_message(key, platform::seal(key.public_key, Bytes(3)), opened).error(),
              SealError::malformed);
    EXPECT_EQ(open_message(key, seal_raw(key.public_key, 3, 512, 0xff), opened).error(), SealError::malformed)
        << "not a message";
}

}  // namespace
}  // namespace syncing
