// kioskctl code decode FILE…: one JSON line per picture.
//   {"file": NAME, "codes": [{"text": TEXT}, …]}    no code in the picture: an empty list
//   {"file": NAME, "error": NAME OF THE ERROR}      and the exit code is 1
// A code whose content is not plain text also has "hex", its bytes; its "text" then shows U+FFFD for what
// JSON cannot say.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "platform/code/decoder.h"
#include "sync/ctl/commands.h"

namespace syncing::ctl {
namespace {

using nlohmann::ordered_json;

// One picture at a time and nobody waiting at a screen: more of both than a frame of the camera gets.
constexpr std::chrono::seconds kTimeLimit{20};
constexpr std::size_t kMemoryLimit = std::size_t{1} << 30;

const char* name_of(platform::DecodeFault fault) {
    switch (fault) {
        case platform::DecodeFault::cannot_start:
            return "decoder_unavailable";
        case platform::DecodeFault::crashed:
            return "decoder_crashed";
        case platform::DecodeFault::timed_out:
            return "timeout";
        case platform::DecodeFault::too_large:
            return "too_large";
        case platform::DecodeFault::unreadable_picture:
            return "unreadable_picture";
    }
    return "failed";
}

/// Nothing when it is no ordinary file or cannot be read. A byte over the limit is enough to be refused
/// later.
std::optional<platform::Bytes> read_file(const std::string& name) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(name, error)) return std::nullopt;
    std::ifstream file(name, std::ios::binary);
    if (!file) return std::nullopt;
    platform::Bytes bytes(
        std::min<std::size_t>(std::filesystem::file_size(name, error), platform::kPictureBytesLimit + 1));
    file.read(reinterpret_cast<char*>(bytes.data()), std::ssize(bytes));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

ordered_json describe(const platform::DecodedCode& code) {
    if (code.is_text) return {{"text", code.text}};
    return {{"text", platform::string_of(code.raw)}, {"hex", platform::to_hex(code.raw)}};
}

ordered_json decode(platform::Decoder& decoder, const std::string& name) {
    const auto bytes = read_file(name);
    if (!bytes) return {{"file", name}, {"error", "cannot_read_file"}};
    const auto codes = decoder.decode_picture(*bytes);
    if (!codes) return {{"file", name}, {"error", name_of(codes.error())}};
    ordered_json list = ordered_json::array();
    for (const platform::DecodedCode& code : *codes) list.push_back(describe(code));
    return {{"file", name}, {"codes", list}};
}

void decode_all(const std::vector<std::string>& files) {
    platform::Decoder decoder({.time_limit = kTimeLimit, .memory_limit = kMemoryLimit});
    bool failed = false;
    for (const std::string& file : files) {
        const ordered_json line = decode(decoder, file);
        failed = failed || line.contains("error");
        std::cout << line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
    }
    if (failed) throw CLI::RuntimeError(1);
}

}  // namespace

void add_code_commands(CLI::App& app) {
    auto* code = app.add_subcommand("code", "QR codes");
    code->require_subcommand(1);
    auto* decode = code->add_subcommand("decode", "print the codes in pictures, one JSON line per picture");
    const auto files = std::make_shared<std::vector<std::string>>();
    decode->add_option("FILE", *files, "PNG, JPEG, GIF, BMP or PNM pictures")->required();
    decode->callback([files] { decode_all(*files); });
}

}  // namespace syncing::ctl
