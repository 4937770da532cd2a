#include "sync/ledger/attachments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sync/seal/seal.h"
#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

class AttachmentsFile : public testing::Test {
  protected:
    AttachmentId add(std::uint8_t record, std::size_t size) {
        platform::Bytes bytes(size);
        platform::random_bytes(bytes);
        sealed_[record] = bytes;
        return attachments_.add({record}, bytes).value();
    }
    /// The center says that it holds so many bytes.
    void say(const AttachmentId& id, std::uint64_t held, bool backed_up = false, std::uint64_t epoch = 1,
             std::int64_t center_ms = 1000) {
        ASSERT_TRUE(attachments_.note({{id, held, backed_up}}, epoch, center_ms));
    }
    std::vector<AttachmentPiece> missing(std::size_t bytes, std::uint64_t epoch = 1) {
        return attachments_.missing(epoch, bytes).value();
    }

    tests::TemporaryFolder folder_;
    Attachments attachments_ = std::move(Attachments::open(folder_ / "attachments.db").value());
    std::map<std::uint8_t, platform::Bytes> sealed_;
};

TEST_F(AttachmentsFile, are_asked_about_before_anything_of_them_is_sent) {
    const AttachmentId id = add(1, 200'000);
    EXPECT_TRUE(missing(1'000'000).empty());
    const auto unclear = attachments_.unclear(1, 0, 10).value();
    ASSERT_EQ(unclear.size(), 1U);
    EXPECT_EQ(unclear[0].id, id);
    EXPECT_EQ(unclear[0].size, 200'000U);
    say(id, 0);
    EXPECT_TRUE(attachments_.unclear(1, 0, 10)->empty());
    EXPECT_EQ(missing(1'000'000).size(), 1U);
}

TEST_F(AttachmentsFile, are_sent_on_from_any_byte_the_center_has_got_to) {
    const AttachmentId id = add(1, 200'000);
    for (const std::uint64_t held : {0U, 1U, 65'535U, 65'536U, 65'537U, 131'072U, 199'999U}) {
        say(id, held);
        for (const std::size_t bytes : {1UL, 65'536UL, 70'000UL, 1'000'000UL}) {
            const auto pieces = missing(bytes);
            ASSERT_EQ(pieces.size(), 1U);
            const std::size_t wanted = std::min<std::size_t>(bytes, 200'000 - held);
            EXPECT_EQ(pieces[0].at, held);
            EXPECT_EQ(pieces[0].data,
                      platform::Bytes(sealed_[1].begin() + static_cast<std::ptrdiff_t>(held),
                                      sealed_[1].begin() + static_cast<std::ptrdiff_t>(held + wanted)));
        }
    }
    say(id, 200'000);
    EXPECT_TRUE(missing(1).empty());
    EXPECT_EQ(attachments_.waiting().value(), 0U);
}

TEST_F(AttachmentsFile, fill_a_request_together_in_the_order_they_came) {
    for (std::uint8_t i = 1; i <= 5; ++i) say(add(i, 30'000), 0);
    const auto pieces = missing(100'000);
    ASSERT_EQ(pieces.size(), 4U);
    EXPECT_EQ(pieces[0].record, RecordId{1});
    EXPECT_EQ(pieces[3].data.size(), 10'000U);
}

TEST_F(AttachmentsFile, go_only_when_a_backup_has_held_them_for_so_long_in_this_epoch) {
    const AttachmentId id = add(1, 1000);
    say(id, 1000);
    EXPECT_EQ(attachments_.unclear(1, 0, 10)->size(), 1U) << "no backup holds it yet";
    say(id, 1000, true, 1, 5000);
    say(id, 1000, true, 1, 9000);
    ASSERT_TRUE(attachments_.purge(1, 4999));
    ASSERT_TRUE(attachments_.purge(2, 6000));
    EXPECT_EQ(attachments_.unclear(2, 0, 10)->size(), 1U) << "a center that was restored is asked again";
    ASSERT_TRUE(attachments_.purge(1, 5000)) << "what was said first counts";
    EXPECT_TRUE(attachments_.unclear(2, 0, 10)->empty());
}

TEST_F(AttachmentsFile, that_are_added_twice_are_one) {
    const AttachmentId id = add(1, 1000);
    EXPECT_EQ(attachments_.add({1}, sealed_[1]).value(), id);
    EXPECT_EQ(attachments_.waiting().value(), 1U);
}

TEST_F(AttachmentsFile, of_a_record_that_will_never_come_are_gone_at_once) {
    add(1, 200'000);
    const AttachmentId last = add(1, 1000);
    add(2, 1000);
    ASSERT_TRUE(attachments_.drop({2}, last)) << "another record's is left alone";
    EXPECT_EQ(attachments_.waiting().value(), 3U);
    ASSERT_TRUE(attachments_.drop({1}, last));
    EXPECT_EQ(attachments_.waiting().value(), 2U);
    EXPECT_THAT(attachments_.records().value(), testing::UnorderedElementsAre(RecordId{1}, RecordId{2}));
    ASSERT_TRUE(attachments_.drop({1}));
    EXPECT_THAT(attachments_.records().value(), testing::ElementsAre(RecordId{2}));
    EXPECT_EQ(attachments_.waiting().value(), 1U);
}

TEST(SealedBytes, open_only_as_they_were_sealed) {
    platform::init_crypto();
    const auto key = platform::new_sealing_key();
    const platform::Bytes photo(50'000, 7);
    auto sealed = seal_bytes(key.public_key, photo, kMaxAttachment).value();
    EXPECT_EQ(sealed.size() % 16'384, platform::kSealOverhead) << "the length says little";
    EXPECT_EQ(open_bytes(key, sealed).value(), photo);
    sealed.back() ^= 1;
    EXPECT_EQ(open_bytes(key, sealed).error(), SealError::not_for_us);
    EXPECT_EQ(open_bytes(key, platform::seal(key.public_key, platform::Bytes(16'384, 1))).error(),
              SealError::malformed);
    EXPECT_EQ(seal_bytes(key.public_key, platform::Bytes(kMaxAttachment), kMaxAttachment).error(),
              SealError::too_large);
}

}  // namespace
}  // namespace syncing
