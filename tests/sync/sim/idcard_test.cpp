#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "platform/idcard/card_text.h"
#include "sync/sim/card_file.h"
#include "sync/sim/sam_module.h"

namespace {

using platform::Bytes;
using syncing::sim::CardFileError;
using syncing::sim::CardImage;
using syncing::sim::Fault;
using syncing::sim::SamModule;

const std::filesystem::path kCards = std::filesystem::path(SOURCE_DIR) / "assets/demo/cards";

CardImage image_of(const std::string& card) {
    return *syncing::sim::load_card_file(kCards / (card + ".toml")).and_then(syncing::sim::encode_card);
}

CardFileError refused(const std::string& toml) {
    const auto text = syncing::sim::parse_card_file(toml).and_then(syncing::sim::encode_card);
    EXPECT_FALSE(text.has_value());
    return text.has_value() ? CardFileError::unreadable : text.error();
}

TEST(CardFile, encodes_every_demo_card) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kCards)) {
        const auto text = syncing::sim::load_card_file(entry.path()).and_then(syncing::sim::encode_card);
        ASSERT_TRUE(text) << entry.path() << ": " << name_of(text.error());
        EXPECT_EQ(text->text.size(), 256U);
        ++count;
    }
    EXPECT_GE(count, 12);
}

TEST(CardFile, says_what_the_driver_reads) {
    const auto card = platform::parse_card_text(image_of("resident_rare_name").text);
    ASSERT_TRUE(card);
    EXPECT_EQ(card->name, "周\U0002CB4E测");
    EXPECT_EQ(card->address, "测试省测试市测试区样例路5号");
}

TEST(CardFile, only_made_up_people_are_shipped) {
    for (const auto& entry : std::filesystem::directory_iterator(kCards)) {
        const auto file = syncing::sim::load_card_file(entry.path());
        const std::string number = file->fields.at("number");
        EXPECT_TRUE(number.starts_with("350299") || number.starts_with("81000019900101001") ||
                    number == "932682198501010017" || number == "KAZ110090123105")
            << entry.path();
    }
}

TEST(CardFile, mistakes_are_named) {
    EXPECT_EQ(syncing::sim::load_card_file("/nonexistent").error(), CardFileError::unreadable);
    EXPECT_EQ(refused("kind ="), CardFileError::not_toml);
    EXPECT_EQ(refused("kind = 3"), CardFileError::not_toml);
    EXPECT_EQ(refused("kind = \"passport\""), CardFileError::unknown_kind);
    EXPECT_EQ(refused("kind = \"resident\"\npermit_number = \"H1\""), CardFileError::unknown_field);
    EXPECT_EQ(refused("kind = \"resident\"\nsex = \"12\""), CardFileError::too_long);
    EXPECT_EQ(refused("kind = \"hkmt_permit\"\nlatest_address = \"x\""), CardFileError::unknown_field);
}

/// The third status byte of the one answer to a command.
int ask(SamModule& module, Bytes command) {
    const auto answers = module.take(platform::encode_frame(command));
    return answers.size() == 1 ? answers[0].bytes.at(9) : -1;
}

TEST(SamModule, reads_a_card_after_find_and_select_only) {
    SamModule module;
    EXPECT_EQ(ask(module, {0x20, 0x01}), 0x80);
    module.place(image_of("resident_lin"));
    EXPECT_EQ(ask(module, {0x20, 0x02}), 0x81);
    EXPECT_EQ(ask(module, {0x30, 0x01}), 0x41);
    EXPECT_EQ(ask(module, {0x20, 0x01}), 0x9F);
    EXPECT_EQ(ask(module, {0x20, 0x02}), 0x90);
    const auto read = module.take(platform::encode_frame(Bytes{0x30, 0x01}));
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].bytes.size(), 1295U);
}

TEST(SamModule, a_swapped_card_leaves_the_field_empty_for_one_search) {
    SamModule module;
    module.place(image_of("resident_lin"));
    EXPECT_EQ(ask(module, {0x20, 0x01}), 0x9F);
    module.place(image_of("resident_chen"));
    EXPECT_EQ(ask(module, {0x30, 0x01}), 0x41);
    EXPECT_EQ(ask(module, {0x20, 0x01}), 0x80);
    EXPECT_EQ(ask(module, {0x20, 0x01}), 0x9F);
}

TEST(SamModule, refuses_what_it_does_not_know_or_cannot_check) {
    SamModule module;
    EXPECT_EQ(ask(module, {0x30, 0x10}), 0x21);
    Bytes damaged = platform::encode_frame(Bytes{0x20, 0x01});
    damaged.back() ^= 1;
    const auto answers = module.take(damaged);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].bytes.at(9), 0x10);
}

TEST(SamModule, tells_the_latest_address_after_a_read_while_the_card_lies_there) {
    SamModule module;
    CardImage card = image_of("resident_lin");
    card.latest_address = Bytes(70, 0x20);
    module.place(card);
    EXPECT_EQ(ask(module, {0x20, 0x01}), 0x9F);
    EXPECT_EQ(ask(module, {0x20, 0x02}), 0x90);
    EXPECT_EQ(ask(module, {0x30, 0x03}), 0x41);
    EXPECT_EQ(ask(module, {0x30, 0x01}), 0x90);
    EXPECT_EQ(ask(module, {0x30, 0x03}), 0x90);
    module.remove();
    EXPECT_EQ(ask(module, {0x30, 0x03}), 0x41);
}

TEST(SamModule, waits_for_the_rest_of_a_command) {
    SamModule module;
    const Bytes command = platform::encode_frame(Bytes{0x11, 0xFF});
    EXPECT_TRUE(module.take(platform::ByteView(command).first(6)).empty());
    EXPECT_EQ(module.take(platform::ByteView(command).subspan(6)).size(), 1U);
}

TEST(SamModule, every_fault_has_a_name) {
    for (int i = 0; i <= static_cast<int>(Fault::self_test_failed); ++i) {
        const auto fault = static_cast<Fault>(i);
        EXPECT_EQ(syncing::sim::fault_named(name_of(fault)), fault);
    }
    EXPECT_EQ(syncing::sim::fault_named("fire"), std::nullopt);
}

}  // namespace
