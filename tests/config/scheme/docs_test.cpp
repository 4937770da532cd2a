// The example of docs/scheme_packs.md is a pack, and its answers are true.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "config/scheme/eval.h"
#include "config/scheme/pack.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

std::string document() {
    std::ifstream file(SOURCE_DIR "/docs/scheme_packs.md");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(Documentation, ShowsAnExampleThatLoads) {
    const std::string text = document();
    const std::string fence = "```toml\n";
    const std::size_t from = text.find(fence) + fence.size();
    const std::string example = text.substr(from, text.find("\n```", from) - from);
    platform::init_crypto();
    const auto pack = load_pack("example-city.toml", platform::view_of(example));
    ASSERT_TRUE(pack) << describe(pack.error());
    EXPECT_EQ(pack->id, "example-city");
}

TEST(Documentation, ShowsQuestionsWithTheirTrueAnswers) {
    std::istringstream lines(document());
    std::string question;
    int answered = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("{\"id\":")) question.clear();
        if (line.starts_with("{") || line.starts_with(" \"")) question += line;
        const std::string arrow = "→ ";
        if (!line.starts_with(arrow)) continue;
        EXPECT_EQ(eval_line(shipped_packs(), question, Explain::no), line.substr(arrow.size()));
        ++answered;
    }
    EXPECT_EQ(answered, 3);
}

}  // namespace

}  // namespace config::test
