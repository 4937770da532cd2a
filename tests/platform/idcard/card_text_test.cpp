#include "platform/idcard/card_text.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <string>
#include <string_view>

#include "platform/idcard/sam_id.h"
#include "tests/platform/idcard/vectors.h"

namespace {

using namespace std::chrono_literals;
using platform::Bytes;
using platform::Card;
using platform::CardError;
using platform::CardKind;
using std::chrono::year_month_day;
using tests::CardVector;

Card parsed(const Bytes& text) {
    const auto card = platform::parse_card_text(text);
    if (!card) ADD_FAILURE() << platform::name_of(card.error());
    return card.value_or(Card());
}

Bytes with(Bytes text, std::size_t at, std::u16string_view units) {
    for (const char16_t unit : units) {
        text.at(at++) = static_cast<std::uint8_t>(unit & 0xFF);
        text.at(at++) = static_cast<std::uint8_t>(unit >> 8);
    }
    return text;
}

TEST(CardText, vectors_are_those_published) {
    for (const CardVector& vector :
         {tests::kResident, tests::kPermit, tests::kForeigner2017, tests::kForeigner2023}) {
        const Bytes text = vector.text();
        platform::ByteArray<crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256(hash.data(), text.data(), text.size());
        EXPECT_EQ(platform::to_hex(hash), vector.sha256);
        EXPECT_EQ(vector.frame().back(), vector.checksum);
        EXPECT_EQ(vector.frame().size(), 1295U);
    }
}

TEST(CardText, a_resident_card_is_read) {
    const Card card = parsed(tests::kResident.text());
    EXPECT_EQ(card.kind, CardKind::resident);
    EXPECT_EQ(card.name, "张三");
    EXPECT_EQ(card.sex, "2");
    EXPECT_EQ(card.nation, "01");
    EXPECT_EQ(card.birth, year_month_day(1949y / 12 / 31));
    EXPECT_EQ(card.address, "北京市朝阳区测试路1号");
    EXPECT_EQ(card.number, "11010519491231002X");
    EXPECT_EQ(card.authority, "北京市公安局朝阳分局");
    EXPECT_EQ(card.valid_from, year_month_day(2020y / 1 / 1));
    EXPECT_EQ(card.valid_to, std::nullopt);
    EXPECT_FALSE(card.unusual_prefix);
}

TEST(CardText, a_permit_is_read) {
    const Card card = parsed(tests::kPermit.text());
    EXPECT_EQ(card.kind, CardKind::hkmt_permit);
    EXPECT_EQ(card.name, "陈测试");
    EXPECT_EQ(card.birth, year_month_day(1900y / 1 / 1));
    EXPECT_EQ(card.permit_number, "H00000000");
    EXPECT_EQ(card.times_issued, "01");
    EXPECT_EQ(card.nation, "");
    EXPECT_EQ(card.valid_to, year_month_day(2025y / 1 / 1));
    EXPECT_FALSE(card.unusual_prefix);
}

TEST(CardText, a_2017_foreigner_card_is_read) {
    const Card card = parsed(tests::kForeigner2017.text());
    EXPECT_EQ(card.kind, CardKind::foreigner_2017);
    EXPECT_EQ(card.english_name, "TEST, ALPHA");
    EXPECT_EQ(card.name, "测试");
    EXPECT_EQ(card.number, "KAZ110090123105");
    EXPECT_EQ(card.nationality, "KAZ");
    EXPECT_EQ(card.birth, year_month_day(1990y / 12 / 31));
    EXPECT_EQ(card.card_version, "01");
    EXPECT_EQ(card.authority, "1500");
    EXPECT_FALSE(card.unusual_prefix);
}

TEST(CardText, a_2023_foreigner_card_is_read) {
    const Card card = parsed(tests::kForeigner2023.text());
    EXPECT_EQ(card.kind, CardKind::foreigner_2023);
    EXPECT_EQ(card.english_name, "TEST, ALPHA");
    EXPECT_EQ(card.number, "932682198501010017");
    EXPECT_EQ(card.nationality, "SAU");
    EXPECT_EQ(card.times_issued, "00");
    EXPECT_EQ(card.former_number, "");
    EXPECT_EQ(card.valid_to, year_month_day(2034y / 1 / 1));
}

TEST(CardText, an_english_name_goes_on_in_its_second_place) {
    Bytes text = with(tests::kForeigner2023.text(), 52, u"ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGH");
    text = with(text, 220, u"IJKLMNOPQRS");
    EXPECT_EQ(parsed(text).english_name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMNOPQRS");
}

TEST(CardText, the_former_number_is_put_together_from_its_link) {
    // country, province, link, YYMMDD, link, check digit: SAU 32 11 850101 2, weights 7 3 1 give 336.
    EXPECT_EQ(parsed(with(tests::kForeigner2023.text(), 250, u"112")).former_number, "SAU321185010126");
}

TEST(CardText, characters_beyond_the_basic_plane_and_private_ones_stay) {
    EXPECT_EQ(parsed(with(tests::kResident.text(), 0, u"\U0002CB4E测")).name, "\U0002CB4E测");
    EXPECT_EQ(parsed(with(tests::kResident.text(), 0, u"张\uE863")).name, "张\uE863");
}

TEST(CardText, zeros_are_padding_too) {
    EXPECT_EQ(parsed(with(tests::kResident.text(), 4, std::u16string_view(u"\0\0\0", 3))).name, "张三");
}

TEST(CardText, an_unknown_nation_code_is_no_reason_to_refuse) {
    EXPECT_EQ(parsed(with(tests::kResident.text(), 32, u"57")).nation, "57");
}

TEST(CardText, a_prefix_of_another_kind_is_only_noted) {
    EXPECT_TRUE(parsed(with(tests::kPermit.text(), 248, u" ")).unusual_prefix);
    EXPECT_TRUE(parsed(with(tests::kForeigner2017.text(), 152, u"FRA")).unusual_prefix);
}

struct Broken {
    std::string_view why;
    const CardVector& vector;
    std::size_t at;
    std::u16string_view units;
    CardError error;
};

class BrokenCardText : public testing::TestWithParam<Broken> {};

TEST_P(BrokenCardText, is_refused) {
    const Broken& broken = GetParam();
    const auto card = platform::parse_card_text(with(broken.vector.text(), broken.at, broken.units));
    ASSERT_FALSE(card.has_value());
    EXPECT_EQ(platform::name_of(card.error()), platform::name_of(broken.error));
}

constexpr char16_t kLoneHigh[] = {0xD800, 0};
constexpr char16_t kLoneLow[] = {0xDC00, 0};

INSTANTIATE_TEST_SUITE_P(
    All, BrokenCardText,
    testing::Values(
        Broken{"unknown_flag", tests::kResident, 248, u"Z", CardError::unknown_card_type},
        Broken{"lower_case_flag", tests::kPermit, 248, u"j", CardError::unknown_card_type},
        Broken{"no_name", tests::kResident, 0, u"  ", CardError::bad_field},
        Broken{"lone_high_surrogate", tests::kResident, 0, kLoneHigh, CardError::bad_field},
        Broken{"lone_low_surrogate", tests::kResident, 0, kLoneLow, CardError::bad_field},
        Broken{"control_character", tests::kResident, 0, u"\n", CardError::bad_field},
        Broken{"noncharacter", tests::kResident, 0, u"\uFFFF", CardError::bad_field},
        Broken{"sex_code", tests::kResident, 30, u"3", CardError::bad_field},
        Broken{"birth_not_real", tests::kResident, 36, u"19490231", CardError::bad_field},
        Broken{"birth_not_digits", tests::kResident, 36, u"1949O231", CardError::bad_field},
        Broken{"birth_blank", tests::kResident, 36, u"        ", CardError::bad_field},
        Broken{"valid_to_words", tests::kResident, 204, u"永久", CardError::bad_field},
        Broken{"check_character", tests::kResident, 122, u"110105194912310021", CardError::bad_number},
        Broken{"number_short", tests::kResident, 122, u"11010519491231002 ", CardError::bad_number},
        Broken{"number_of_2017", tests::kForeigner2017, 122, u"KAZ110090123106", CardError::bad_number},
        Broken{"birth_differs", tests::kResident, 36, u"19491230", CardError::fields_contradict},
        Broken{"birth_differs_2017", tests::kForeigner2017, 220, u"19901230", CardError::fields_contradict},
        Broken{"sex_differs", tests::kResident, 30, u"1", CardError::fields_contradict},
        Broken{"ends_before_it_starts", tests::kPermit, 204, u"20200101", CardError::fields_contradict}),
    [](const auto& test) { return std::string(test.param.why); });

TEST(CardText, any_other_size_is_refused) {
    for (const std::size_t size : {0U, 255U, 257U, 1024U}) {
        EXPECT_EQ(platform::parse_card_text(Bytes(size)).error(), CardError::unknown_card_type);
    }
}

TEST(LatestAddress, is_read_from_its_own_file) {
    Bytes text(platform::kLatestAddressSize);
    for (std::size_t i = 0; i < text.size(); i += 2) text[i] = 0x20;
    EXPECT_EQ(platform::parse_latest_address(text).error(), CardError::bad_field);
    // The published frame carries this text with this checksum.
    text = with(text, 0, u"北京市朝阳区新测试路2号");
    Bytes body{0x00, 0x00, 0x90};
    platform::append(body, text);
    EXPECT_EQ(platform::encode_frame(body).back(), 0xEF);
    EXPECT_EQ(platform::parse_latest_address(text), "北京市朝阳区新测试路2号");
    EXPECT_EQ(platform::parse_latest_address(with(text, 0, kLoneHigh)).error(), CardError::bad_field);
    text.pop_back();
    EXPECT_EQ(platform::parse_latest_address(text).error(), CardError::bad_field);
}

TEST(SamId, is_written_as_vendors_print_it) {
    EXPECT_EQ(platform::sam_id_text(*platform::from_hex("0500030085EC330187D61200B1CB7400")),
              "05.03-20180101-0001234567-0007654321");
}

TEST(Card, expires_the_day_after_its_last) {
    Card card;
    card.valid_to = 2020y / 1 / 1;
    EXPECT_FALSE(platform::expired_on(card, 2020y / 1 / 1));
    EXPECT_TRUE(platform::expired_on(card, 2020y / 1 / 2));
    card.valid_to.reset();
    EXPECT_FALSE(platform::expired_on(card, 2999y / 1 / 1));
}

TEST(Card, wiped_is_as_new) {
    Card card = parsed(tests::kResident.text());
    platform::wipe(card);
    EXPECT_EQ(card, Card());
}

TEST(Card, assigned_over_leaves_nothing_of_the_one_before) {
    Card card = parsed(tests::kForeigner2017.text());
    card = parsed(tests::kResident.text());
    EXPECT_EQ(card, parsed(tests::kResident.text()));
    const Card copy = card;
    card = parsed(tests::kPermit.text());
    card = copy;
    EXPECT_EQ(card, copy);
}

}  // namespace
