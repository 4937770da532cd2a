// The example of docs/scheme_packs.md is a pack, and its answers are true.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "config/scheme/eval.h"
#include "config/scheme/pack.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

std::string read(const std::string& path) {
    std::ifstream file(SOURCE_DIR "/" + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string document() {
    return read("docs/scheme_packs.md");
}

/// What the pattern's first group matches, each once.
std::set<std::string> all_matches(const std::string& text, const std::string& pattern) {
    const std::regex regex(pattern);
    std::set<std::string> out;
    for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) out.insert((*at)[1]);
    return out;
}

/// The keys that the loader takes from a file.
std::set<std::string> keys_read() {
    const std::string loader = read("config/scheme/load.cpp") + read("config/scheme/load_plan.cpp");
    std::set<std::string> keys = all_matches(
        loader,
        R"re((?:\.|->)(?:has|text|texts|number|number_if|flag|choice|choices|table|table_if|tables)\(\s*"(\w+)")re");
    keys.merge(all_matches(loader, R"re(read_(?:texts|condition)\(\w+, "(\w+)")re"));
    keys.merge(all_matches(loader, R"re(tier\.above \? "\w+" : "(\w+)")re"));
    return keys;
}

TEST(Documentation, SaysEveryKeyThatIsReadAndNoOther) {
    const std::string text = document();
    const auto from = text.find("## Every key");
    const std::string section = text.substr(from, text.find("## Answers") - from);
    std::set<std::string> said;
    for (const std::string& span : all_matches(section, "`([^`]+)`"))
        said.merge(all_matches(span, "([a-z_]+)"));
    const std::set<std::string> known = keys_read();
    ASSERT_GT(known.size(), 60U);
    for (const std::string& key : known) {
        EXPECT_TRUE(said.contains(key)) << "docs/scheme_packs.md does not explain the key " << key;
    }
    std::istringstream lines(section);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `")) continue;
        const std::string first = line.substr(0, line.find(" | ", 2));
        for (const std::string& span : all_matches(first, "`([a-z_]+)`"))
            EXPECT_TRUE(known.contains(span)) << "no loader reads the key " << span;
    }
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
