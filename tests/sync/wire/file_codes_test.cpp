#include "sync/wire/file_codes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/code/qr.h"
#include "platform/compress/compress.h"
#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

using mutual_aid::v1::Update;

/// Text that packs to about its own size.
std::string noise(std::size_t size) {
    std::string out;
    for (std::uint8_t seed = 0; out.size() < size; ++seed) {
        for (int round = 0; round < 256 && out.size() < size; ++round)
            out +=
                platform::string_of(platform::hash(platform::Bytes{seed, static_cast<std::uint8_t>(round)}));
    }
    return out.substr(0, size);
}

Update made_up(std::size_t size) {
    Update update;
    auto& pack = *update.mutable_pack();
    pack.set_id("made-up");
    pack.set_toml(noise(size));
    pack.set_signature(std::string(64, 's'));
    pack.set_key_id(9);
    return update;
}

Update made_up_document(std::size_t size) {
    Update update;
    auto& document = *update.mutable_document();
    document.set_kind("settings");
    document.set_content(noise(size));
    document.set_signature(std::string(64, 's'));
    document.set_key_id(9);
    return update;
}

/// Parts as whoever prints them might make them of anything.
std::vector<FilePartCode> parts_with(const std::string& message) {
    const platform::Bytes whole = platform::compress(platform::view_of(message));
    FilePartCode part;
    part.bytes = whole;
    const platform::Hash hash = platform::hash(whole);
    std::copy_n(hash.begin(), part.transfer.size(), part.transfer.begin());
    return {part};
}

std::vector<FilePartCode> parts_of(std::size_t size) {
    return split_file(made_up(size)).value();
}

/// What comes out when the parts are taken in that order.
std::string joined(const std::vector<FilePartCode>& parts) {
    FileParts all;
    for (const FilePartCode& part : parts) all.take(part);
    const auto file = all.file();
    return file ? file->SerializeAsString() : "";
}

FilePartCode through_text(const FilePartCode& part) {
    return std::get<FilePartCode>(parse_code(to_text(part)));
}

TEST(FilePartCode, comes_back) {
    for (const FilePartCode& part : parts_of(1000)) EXPECT_EQ(through_text(part), part);
}

TEST(FilePartCode, has_the_layout_of_the_wire_format) {
    FilePartCode part;
    part.transfer.fill(0xAB);
    part.part = 2;
    part.parts = 3;
    part.bytes = {1, 2, 3};
    const auto bytes = platform::from_base32(to_text(part).substr(5));
    EXPECT_EQ(platform::to_hex(bytes.value()), "abababababababababababababababab0203010203");
}

TEST(FilePartCode, fits_the_alphanumeric_mode_of_a_version_14_qr_code) {
    const std::string text = to_text(parts_of(1000).front());
    EXPECT_EQ(text.size(), 498U);
    EXPECT_EQ(platform::qr_encode(text)->size, 73);
}

TEST(FilePartCode, is_not_ours_when_a_field_is_out_of_range) {
    const auto encoded = [](std::uint8_t part, std::uint8_t parts, std::size_t size) {
        platform::Bytes bytes(16, 7);
        bytes.push_back(part);
        bytes.push_back(parts);
        bytes.resize(18 + size, 5);
        return "MAT1:" + platform::to_base32(bytes);
    };
    const auto ours = [](const std::string& text) {
        return std::holds_alternative<FilePartCode>(parse_code(text));
    };
    EXPECT_TRUE(ours(encoded(0, 64, 290)));
    EXPECT_TRUE(ours(encoded(63, 64, 1)));
    EXPECT_FALSE(ours(encoded(0, 0, 290)));
    EXPECT_FALSE(ours(encoded(0, 65, 290)));
    EXPECT_FALSE(ours(encoded(64, 64, 290)));
    EXPECT_FALSE(ours(encoded(0, 2, 289))) << "only the last may be shorter";
    EXPECT_FALSE(ours(encoded(1, 2, 291)));
    EXPECT_FALSE(ours(encoded(1, 2, 0)));
    EXPECT_FALSE(ours("MAT1:" + platform::to_base32(platform::Bytes(17, 1))));
}

TEST(FileParts, make_up_the_file_in_any_order_and_however_often) {
    auto parts = parts_of(3000);
    ASSERT_EQ(parts.size(), 11U);
    const std::string whole = made_up(3000).SerializeAsString();
    EXPECT_EQ(joined(parts), whole);
    std::reverse(parts.begin(), parts.end());
    parts.insert(parts.begin() + 4, parts.front());
    EXPECT_EQ(joined(parts), whole);
}

TEST(FileParts, carry_a_signed_document_as_well) {
    const Update document = made_up_document(700);
    EXPECT_EQ(joined(split_file(document).value()), document.SerializeAsString());
    Update from_the_stream = document;
    from_the_stream.set_cursor(77);
    EXPECT_EQ(joined(split_file(from_the_stream).value()), document.SerializeAsString())
        << "where it stood in the stream does not travel";
}

TEST(FileParts, of_a_pack_hold_the_pack_alone_as_ever) {
    const Update pack = made_up(100);
    EXPECT_EQ(joined(parts_with(pack.pack().SerializeAsString())), pack.SerializeAsString());
    EXPECT_EQ(split_file(pack)->front(), parts_with(pack.pack().SerializeAsString()).front());
}

TEST(FileParts, of_any_other_piece_make_up_no_document) {
    Update roster;
    roster.mutable_roster()->set_version(1);
    const auto file_of = [](const std::string& message) {
        FileParts all;
        all.take(parts_with(message).front());
        return all.file();
    };
    const auto found = file_of(roster.SerializeAsString());
    EXPECT_FALSE(found && found->has_roster());
    Update document = made_up_document(10);
    EXPECT_FALSE(file_of(document.SerializeAsString() + roster.SerializeAsString()))
        << "the last piece counts";
}

TEST(FileParts, say_which_are_here) {
    const auto parts = parts_of(700);
    FileParts all;
    EXPECT_TRUE(all.here().empty());
    all.take(parts[2]);
    all.take(parts[0]);
    EXPECT_EQ(all.here(), (std::vector<bool>{true, false, true}));
    EXPECT_FALSE(all.complete());
    EXPECT_FALSE(all.file());
    all.take(parts[1]);
    EXPECT_TRUE(all.complete());
}

TEST(FileParts, of_another_transfer_begin_anew) {
    FileParts all;
    all.take(parts_of(700)[0]);
    all.take(parts_of(1500)[3]);
    EXPECT_EQ(all.here(), (std::vector<bool>{false, false, false, true, false, false}));
}

TEST(FileParts, that_were_changed_make_up_nothing) {
    auto parts = parts_of(700);
    parts[1].bytes[17] ^= 1U;
    EXPECT_EQ(joined(parts), "");
}

TEST(FileParts, that_unpack_to_something_else_make_up_nothing) {
    FilePartCode part;
    part.bytes = {1, 2, 3};
    const platform::Hash hash = platform::hash(part.bytes);
    std::copy_n(hash.begin(), part.transfer.size(), part.transfer.begin());
    EXPECT_EQ(joined({part}), "");
}

TEST(SplitFile, refuses_what_takes_too_many_codes) {
    EXPECT_TRUE(split_file(made_up(18000)));
    EXPECT_FALSE(split_file(made_up(19000)));
}

}  // namespace
}  // namespace syncing
