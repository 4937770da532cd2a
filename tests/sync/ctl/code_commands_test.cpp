#include <nlohmann/json.hpp>

#include "command_fixture.h"
#include "platform/code/picture.h"

namespace syncing::ctl {
namespace {

using nlohmann::json;

class CodeDecode : public CommandFixture {
  protected:
    CodeDecode() : CommandFixture(add_code_commands) {}

    std::string code(const std::string& name, const std::string& text) {
        const auto png =
            platform::write_png(platform::paint_code(platform::qr_encode(text).value(), 4).view());
        return file(name, platform::string_of(png.value()));
    }

    /// The lines printed for these files.
    std::vector<json> decode(std::vector<std::string> files) {
        files.insert(files.begin(), {"code", "decode"});
        std::istringstream out(call(std::move(files)));
        std::vector<json> lines;
        for (std::string line; std::getline(out, line);) lines.push_back(json::parse(line));
        return lines;
    }
};

TEST_F(CodeDecode, PrintsALineAPicture) {
    const std::string first = code("1.png", "FIRST");
    const std::string second = code("2.png", "厦门");
    const std::vector<json> expected = {{{"file", first}, {"codes", {{{"text", "FIRST"}}}}},
                                        {{"file", second}, {"codes", {{{"text", "厦门"}}}}}};
    EXPECT_EQ(decode({first, second}), expected);
    EXPECT_EQ(exit_code_, 0);
}

TEST_F(CodeDecode, APictureWithoutACodeHasAnEmptyList) {
    const std::string empty = file("empty.pgm", "P5 64 64 255\n" + std::string(64 * 64, '\xff'));
    EXPECT_EQ(decode({empty}), std::vector<json>({{{"file", empty}, {"codes", json::array()}}}));
    EXPECT_EQ(exit_code_, 0);
}

TEST_F(CodeDecode, BytesThatAreNoTextAlsoComeAsHex) {
    const auto lines = decode({code("binary.png", "a\x01")});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0]["codes"][0]["hex"], "6101");
}

TEST_F(CodeDecode, WhatCannotBeReadIsAnErrorAndTheRestIsStillRead) {
    const std::string text = file("text.png", "not a picture");
    const std::string huge = file("huge.pgm", "P5 9000 9000 255\n");
    const std::string good = code("good.png", "GOOD");
    const std::vector<json> expected = {{{"file", "/nonexistent.png"}, {"error", "cannot_read_file"}},
                                        {{"file", folder_.path().string()}, {"error", "cannot_read_file"}},
                                        {{"file", text}, {"error", "unreadable_picture"}},
                                        {{"file", huge}, {"error", "too_large"}},
                                        {{"file", good}, {"codes", {{{"text", "GOOD"}}}}}};
    EXPECT_EQ(decode({"/nonexistent.png", folder_.path().string(), text, huge, good}), expected);
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(CodeDecode, ANameThatIsNoUtf8DoesNotBreakTheLine) {
    const auto lines = decode({folder_.path().string() + "/\xff.png"});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0]["error"], "cannot_read_file");
}

}  // namespace
}  // namespace syncing::ctl
