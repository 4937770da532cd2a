// Lines of `kioskctl scheme eval`: any text, or a worked question with edits. Always one line of JSON comes
// back, with a reason where the benefit is 0.
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/scheme/eval.h"

namespace {

const std::vector<config::Pack>& packs() {
    static const std::vector<config::Pack> loaded = [] {
        platform::init_crypto();
        return config::load_packs(SOURCE_DIR "/config/schemes").value();
    }();
    return loaded;
}

const std::vector<std::string>& questions() {
    static const std::vector<std::string> lines = [] {
        std::vector<std::string> out;
        std::ifstream file(SOURCE_DIR "/tests/samples/scheme_vectors.jsonl");
        for (std::string line; std::getline(file, line);)
            out.push_back(nlohmann::json::parse(line).at("in").dump());
        return out;
    }();
    return lines;
}

std::string edited(FuzzedDataProvider& input) {
    std::string line = questions()[input.ConsumeIntegralInRange<std::size_t>(0, questions().size() - 1)];
    while (input.remaining_bytes() > 0 && !line.empty()) {
        const auto at = input.ConsumeIntegralInRange<std::size_t>(0, line.size() - 1);
        const auto length = input.ConsumeIntegralInRange<std::size_t>(0, 20);
        line.replace(at, length, input.ConsumeRandomLengthString(20));
    }
    return line;
}

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    FuzzedDataProvider input(data, size);
    const auto explain = input.ConsumeBool() ? config::Explain::yes : config::Explain::no;
    const std::string line = input.ConsumeBool() ? edited(input) : input.ConsumeRemainingBytesAsString();
    const std::string text = config::eval_line(packs(), line, explain);
    must(text.find('\n') == std::string::npos);
    const auto answer = nlohmann::json::parse(text);
    if (answer.contains("benefit_fen") && answer["benefit_fen"].is_number()) {
        must(answer["benefit_fen"].get<std::int64_t>() >= 0);
        must((answer["benefit_fen"] == 0) == !answer["refusals"].empty());
    }
    if (answer.contains("ok")) must(answer["ok"].get<bool>() == answer["refusals"].empty());
    return 0;
}
