#include "kiosk/ui/strings.h"

#include <toml++/toml.h>

#include <cstdio>
#include <sstream>

#include "platform/base/check.h"

namespace kiosk {

namespace {

bool flatten(const toml::table& from, const std::string& prefix, Strings::Table& into) {
    for (const auto& [key, node] : from) {
        const std::string path = prefix + std::string(key.str());
        if (const toml::table* table = node.as_table()) {
            if (!flatten(*table, path + ".", into)) return false;
        } else if (const auto* text = node.as_string()) {
            into.emplace(path, text->get());
        } else {
            return false;
        }
    }
    return true;
}

platform::Result<Strings::Table, StringsError> load_table(const std::filesystem::path& file) {
    Strings::Table out;
    try {
        if (!flatten(toml::parse_file(file.string()), "", out)) {
            return platform::fail(StringsError{file.string() + ": every value must be a text"});
        }
    } catch (const toml::parse_error& error) {
        std::ostringstream what;
        what << file.string() << ":" << error.source().begin.line << ": " << error.description();
        return platform::fail(StringsError{what.str()});
    }
    return out;
}

/// What a name in braces stands for; itself when nobody gave it.
std::string value_of(std::string_view name, Strings::Arguments arguments) {
    if (name == "b") return {kBoldOn};
    if (name == "/b") return {kBoldOff};
    for (const auto& [key, value] : arguments) {
        if (key == name) return std::string(value);
    }
    return "{" + std::string(name) + "}";
}

}  // namespace

platform::Result<Strings, StringsError> Strings::load(const std::filesystem::path& folder) {
    Strings out;
    auto zh = load_table(folder / "zh.toml");
    if (!zh) return platform::fail(zh.error());
    auto en = load_table(folder / "en.toml");
    if (!en) return platform::fail(en.error());
    out.zh_ = std::move(*zh);
    out.en_ = std::move(*en);
    for (const Table* table : {&out.zh_, &out.en_}) {
        const Table& other = table == &out.zh_ ? out.en_ : out.zh_;
        for (const auto& [key, text] : *table) {
            if (!other.contains(key)) return platform::fail(StringsError{"only one language has " + key});
        }
    }
    return out;
}

bool Strings::has(std::string_view key) const {
    return zh_.contains(key);
}

std::string Strings::get(Language language, std::string_view key, Arguments arguments) const {
    const Table& texts = table(language);
    const auto found = texts.find(key);
    if (found == texts.end()) std::fprintf(stderr, "no text for '%s'\n", std::string(key).c_str());
    platform::check(found != texts.end(), "every text on screen has a key in the string tables");
    const std::string_view text = found->second;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find('{', at);
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            out += text.substr(at);
            break;
        }
        out += text.substr(at, open - at);
        out += value_of(text.substr(open + 1, close - open - 1), arguments);
        at = close + 1;
    }
    return out;
}

}  // namespace kiosk
