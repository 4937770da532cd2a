// What the terminal says, by key and language: assets/strings/{zh,en}.toml, loaded once, never changed after.
// A text may name placeholders in braces: "{days} days left". {b} and {/b} set what is between them bold.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/flow/values.h"
#include "platform/base/result.h"

namespace kiosk {

/// In texts handed to the screen: from here on bold, from here on plain.
constexpr char kBoldOn = '\x0e';
constexpr char kBoldOff = '\x0f';

struct StringsError {
    std::string what;  // names the file and line
};

class Strings {
  public:
    using Table = std::map<std::string, std::string, std::less<>>;
    using Arguments = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    static platform::Result<Strings, StringsError> load(const std::filesystem::path& folder);

    /// The text with its placeholders filled in. An unknown key is a broken invariant: every key used is
    /// known by test.
    std::string get(Language language, std::string_view key, Arguments arguments = {}) const;
    bool has(std::string_view key) const;
    const Table& table(Language language) const { return language == Language::zh ? zh_ : en_; }

  private:
    Table zh_;
    Table en_;
};

/// The texts of one language, for what words things and draws nothing. `strings` outlives it.
class Wording {
  public:
    Wording(const Strings& strings, Language language) : strings_(strings), language_(language) {}
    std::string t(std::string_view key, Strings::Arguments arguments = {}) const {
        return strings_.get(language_, key, arguments);
    }
    bool has(std::string_view key) const { return strings_.has(key); }
    Language language() const { return language_; }

  private:
    const Strings& strings_;
    Language language_;
};

}  // namespace kiosk
