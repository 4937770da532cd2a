// Answers with status 200 that are not the center's, or not to this request: none is believed.
#include <gtest/gtest.h>

#include <random>

#include "sync/station/answer.h"
#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::string_of;
using platform::view_of;

class Hostile : public testing::Test {
  protected:
    Hostile() {
        context_.ledger = {1};
        context_.nonce = platform::random_array<16>();
        context_.head = {40, {40}};
        context_.believed = {2, 10, {10}, 0};
        context_.hash_at = [](std::uint64_t seq) -> std::optional<platform::Hash> {
            if (seq > 40) return std::nullopt;
            return platform::Hash{static_cast<std::uint8_t>(seq)};
        };
        wire::KeyList list;
        list.set_version(1);
        add_key(list, 1, "acknowledgement", center_);
        add_key(list, 2, "updates", updates_);
        wire::SignedKeyList envelope;
        envelope.set_list_bytes(list.SerializeAsString());
        envelope.set_signature(string_of(
            platform::sign(root_.secret_key, platform::Purpose::key_list, {view_of(envelope.list_bytes())})));
        keys_ = *KeyList::verify(view_of(envelope.SerializeAsString()), root_.public_key);
    }
    static void add_key(wire::KeyList& list, std::uint64_t id, const char* purpose,
                        const platform::SigningKeyPair& key) {
        auto& added = *list.add_keys();
        added.set_key_id(id);
        added.set_purpose(purpose);
        added.set_data(string_of(key.public_key));
        added.set_valid_to_ms(INT64_MAX);
    }
    wire::Answer right() const {
        wire::Answer answer;
        answer.set_center_epoch(2);
        answer.set_request_nonce(string_of(context_.nonce));
        answer.set_ledger_id(string_of(context_.ledger));
        answer.set_center_time_ms(1);
        answer.set_held_seq(20);
        answer.set_held_hash(string_of(platform::Hash{20}));
        return answer;
    }
    std::string sealed(const wire::Answer& answer, const platform::SigningKeyPair& key, std::uint64_t id = 1,
                       platform::Purpose purpose = platform::Purpose::acknowledgement) const {
        wire::SignedAnswer envelope;
        envelope.set_answer_bytes(answer.SerializeAsString());
        envelope.set_key_id(id);
        envelope.set_signature(
            string_of(platform::sign(key.secret_key, purpose, {view_of(envelope.answer_bytes())})));
        return envelope.SerializeAsString();
    }
    bool acknowledges(const std::string& bytes) const {
        const auto judged = judge_answer(view_of(bytes), {keys_, {}}, context_);
        return judged && !judged->fork;
    }
    /// One of the ways in which somebody may try.
    std::string forged(std::mt19937& random) const {
        wire::Answer answer = right();
        const auto stranger = platform::new_signing_key();
        switch (std::uniform_int_distribution(0, 9)(random)) {
            case 0:
                return sealed(answer, stranger);
            case 1:
                return sealed(answer, updates_, 2);
            case 2:
                return sealed(answer, center_, 1, platform::Purpose::updates);
            case 3:
                return sealed(answer, center_, 7);
            case 4:
                answer.set_request_nonce(string_of(platform::random_array<16>()));
                return sealed(answer, center_);
            case 5:
                answer.set_ledger_id(string_of(platform::random_array<16>()));
                return sealed(answer, center_);
            case 6:
                answer.set_center_epoch(1);
                return sealed(answer, center_);
            case 7:
                answer.set_held_seq(std::uniform_int_distribution(0U, 9U)(random));
                answer.set_held_hash(string_of(platform::Hash{static_cast<std::uint8_t>(answer.held_seq())}));
                return sealed(answer, center_);
            case 8:
                answer.set_held_seq(std::uniform_int_distribution(21U, 4000U)(random));
                return sealed(answer, center_);
            default: {
                std::string bytes = sealed(answer, center_);
                // Past the first two bytes (tag and length) of each field every bit counts.
                const auto at = std::uniform_int_distribution<std::size_t>(0, bytes.size() - 1)(random);
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << std::uniform_int_distribution(0, 7)(random)));
                return bytes;
            }
        }
    }

    platform::SigningKeyPair root_ = platform::new_signing_key();
    platform::SigningKeyPair center_ = platform::new_signing_key();
    platform::SigningKeyPair updates_ = platform::new_signing_key();
    KeyList keys_;
    PushContext context_;
};

TEST_F(Hostile, the_right_answer_is_believed) {
    EXPECT_TRUE(acknowledges(sealed(right(), center_)));
}

TEST_F(Hostile, of_a_thousand_forged_or_stale_answers_none_is_believed) {
    std::mt19937 random(20260630);
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(acknowledges(forged(random))) << "answer " << i;
}

TEST_F(Hostile, an_answer_cut_at_any_byte_is_not_believed) {
    const std::string whole = sealed(right(), center_);
    for (std::size_t at = 0; at < whole.size(); ++at) EXPECT_FALSE(acknowledges(whole.substr(0, at))) << at;
}

}  // namespace
}  // namespace syncing
