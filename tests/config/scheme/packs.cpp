#include "tests/config/scheme/packs.h"

#include <fstream>
#include <iostream>
#include <sstream>

namespace config::test {

namespace {

const std::string kFolder = SOURCE_DIR "/config/schemes";

std::vector<Pack> load() {
    platform::init_crypto();
    auto packs = load_packs(kFolder);
    if (packs) return std::move(*packs);
    std::cerr << describe(packs.error()) << '\n';
    std::exit(1);
}

}  // namespace

std::span<const Pack> shipped_packs() {
    static const std::vector<Pack> packs = load();
    return packs;
}

const Pack& shipped_pack(std::string_view id) {
    for (const Pack& pack : shipped_packs()) {
        if (pack.id == id) return pack;
    }
    std::cerr << "no pack " << id << '\n';
    std::exit(1);
}

std::string shipped_text(std::string_view id) {
    std::ifstream file(kFolder + "/" + std::string(id) + ".toml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace config::test
