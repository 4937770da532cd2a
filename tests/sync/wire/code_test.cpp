#include "sync/wire/code.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

using platform::ByteView;

SlipCode sample() {
    SlipCode slip;
    slip.ledger_id.fill(1);
    slip.seq = 42;
    slip.record_id.fill(2);
    slip.fee_fen = 10000;
    slip.number = {"JL03", 'A', 313};
    slip.secret.fill(3);
    return sign_slip(slip, platform::signing_key_from_seed({}).secret_key);
}

std::string encoded(std::string_view tag, ByteView bytes) {
    return std::string(tag) + platform::to_base32(bytes);
}
platform::Bytes payload(const std::string& text, std::size_t tag) {
    return platform::from_base32(std::string_view(text).substr(tag)).value();
}
bool ours(std::string_view text) {
    return !std::holds_alternative<NotOurs>(parse_code(text));
}

TEST(SlipNumber, reads_as_on_paper) {
    EXPECT_EQ(to_text(SlipNumber{"JL03", 'A', 313}), "JL03-000313");
    EXPECT_EQ(to_text(SlipNumber{"JL03", 'B', 313}), "JL03-B000313");
    EXPECT_EQ(to_text(SlipNumber{"X", 'A', 12345678}), "X-12345678");
}

TEST(SlipNumber, is_read_only_as_it_is_written) {
    for (const char* text : {"JL03-000313", "JL03-B000313", "X-1000000", "123456-Z000001"}) {
        const auto number = parse_slip_number(text);
        ASSERT_TRUE(number) << text;
        EXPECT_EQ(to_text(*number), text);
    }
    for (const char* text :
         {"", "JL03", "JL03-", "JL03-313", "JL03-A000313", "JL03-000000", "jl03-000313", "JL03-0000313",
          "TOOLONG-000313", "-000313", "XM-2026-0001", "JL03-00031x", "JL03-99999999999"})
        EXPECT_FALSE(parse_slip_number(text)) << text;
}

TEST(SlipCode, comes_back_and_its_signature_verifies) {
    const SlipCode slip = sample();
    const Code parsed = parse_code(to_text(slip));
    ASSERT_TRUE(std::holds_alternative<SlipCode>(parsed));
    EXPECT_EQ(std::get<SlipCode>(parsed), slip);
    EXPECT_TRUE(verify_slip(slip, platform::signing_key_from_seed({}).public_key));
    EXPECT_FALSE(verify_slip(slip, platform::signing_key_from_seed({9}).public_key));
}

TEST(SlipCode, fits_the_alphanumeric_mode_of_a_version_8_m_qr_code) {
    const std::string text = to_text(sample());
    EXPECT_EQ(text.size(), 220U);
    EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:"), std::string::npos);
}

TEST(SlipCode, has_the_layout_of_the_wire_format) {
    const auto bytes = payload(to_text(sample()), 4);
    EXPECT_EQ(platform::to_hex(ByteView(bytes).first(71)),
              "01010101010101010101010101010101"
              "2a00000000000000"
              "02020202020202020202020202020202"
              "10270000"
              "4a4c30330000"
              "41"
              "39010000"
              "03030303030303030303030303030303");
}

TEST(SlipCode, no_changed_byte_passes_the_signature) {
    const auto bytes = payload(to_text(sample()), 4);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto changed = bytes;
        changed[at] ^= 1U;
        const Code parsed = parse_code(encoded("MA1:", changed));
        const auto* slip = std::get_if<SlipCode>(&parsed);
        if (slip != nullptr) {
            EXPECT_FALSE(verify_slip(*slip, platform::signing_key_from_seed({}).public_key)) << at;
        }
    }
}

TEST(SlipCode, is_not_ours_when_a_field_is_out_of_range) {
    struct Case {
        const char* what;
        std::size_t at;
        std::uint8_t value;
    };
    for (const Case& c :
         {Case{"no prefix", 44, 0}, Case{"lower case prefix", 44, 'j'}, Case{"gap in prefix", 45, 0},
          Case{"ledger letter", 50, '1'}, Case{"seq 0", 16, 0}}) {
        auto bytes = payload(to_text(sample()), 4);
        bytes[c.at] = c.value;
        EXPECT_FALSE(ours(encoded("MA1:", bytes))) << c.what;
    }
}

TEST(BadgeCode, comes_back) {
    const BadgeCode badge{{1, 2, 3}};
    EXPECT_EQ(parse_code(to_text(badge)), Code(badge));
}

TEST(ProvisioningCode, comes_back) {
    const ProvisioningCode code{{1}, {2}, "https://127.0.0.1:8443"};
    EXPECT_EQ(parse_code(to_text(code)), Code(code));
}

TEST(ProvisioningCode, leads_only_to_a_plain_https_address) {
    for (const char* url : {"https://center.example.org", "https://[::1]:8443", "https://10.0.0.1"})
        EXPECT_TRUE(valid_center_url(url)) << url;
    for (const char* url : {"", "https://", "http://a", "https://a/b", "https://a?b", "https://u@a",
                            "HTTPS://a", "https://a b", "ftp://a"})
        EXPECT_FALSE(valid_center_url(url)) << url;
    EXPECT_FALSE(valid_center_url("https://" + std::string(200, 'a')));
}

TEST(ParseCode, says_not_ours_to_anything_else) {
    const std::string slip = to_text(sample());
    const std::string provisioning = to_text(ProvisioningCode{{1}, {2}, "https://a"});
    for (const std::string& text :
         {std::string(), std::string("https://example.org/pay?id=1"), std::string(4096, 'A'),
          std::string("MA1:"), std::string("MAB1:"), std::string("MAP1:"), std::string("MA1:\0\0", 6),
          std::string("\xff\xfe\x00", 3), slip + "A", slip.substr(0, slip.size() - 1), " " + slip,
          slip + "\n", "ma1:" + slip.substr(4), "MA2:" + slip.substr(4), "MAB1:" + slip.substr(4),
          provisioning.substr(0, provisioning.size() - 4), to_text(BadgeCode{{1}}) + "======"})
        EXPECT_FALSE(ours(text)) << text.substr(0, 40);
}

TEST(ParseCode, takes_no_lower_case_payload) {
    std::string text = to_text(BadgeCode{{0xff, 0xff}});
    text.back() = static_cast<char>(text.back() + 32);
    EXPECT_FALSE(ours(text));
}

}  // namespace
}  // namespace syncing
