// Scheme packs: any text, or a shipped pack with edits. What loads must also answer the widest questions.
// Of the shipped packs' vectors only the first is kept: they are four fifths of the text and of the work.
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "config/scheme/describe.h"
#include "config/scheme/pack.h"
#include "config/scheme/rules.h"

namespace {

std::string with_one_vector(std::string pack) {
    constexpr std::string_view kVector = "[[vector]]";
    const auto second = pack.find(kVector, pack.find(kVector) + kVector.size());
    if (second != std::string::npos) pack.resize(second);
    return pack;
}

const std::vector<std::string>& shipped() {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> out;
        for (const char* id : {"xiamen", "xiamen-9", "yuncheng", "zhonghu", "ningbo-2019", "weihai-9"}) {
            std::ifstream file(std::string(SOURCE_DIR "/config/schemes/") + id + ".toml");
            std::ostringstream text;
            text << file.rdbuf();
            out.push_back(with_one_vector(text.str()));
        }
        return out;
    }();
    return texts;
}

std::string edited(FuzzedDataProvider& input) {
    std::string text = shipped()[input.ConsumeIntegralInRange<std::size_t>(0, shipped().size() - 1)];
    while (input.remaining_bytes() > 0 && !text.empty()) {
        const auto at = input.ConsumeIntegralInRange<std::size_t>(0, text.size() - 1);
        const auto length = input.ConsumeIntegralInRange<std::size_t>(0, 40);
        text.replace(at, length, input.ConsumeRandomLengthString(40));
    }
    return text;
}

void must(bool holds) {
    if (!holds) std::abort();
}

void ask(const config::Pack& pack) {
    using namespace std::chrono;
    for (const config::Plan& plan : pack.plans) {
        for (const config::ClaimKind& kind : pack.kinds) {
            config::EstimateRequest request;
            request.plan = plan.id;
            request.units = plan.max_units;
            request.on = 2020y / February / 29;
            request.effective = 2019y / November / 30;
            request.claim = {kind.id,   INT64_MAX, 0,    10,   INT64_MAX, 0,   INT64_MAX,
                             INT64_MAX, "",        true, true, true,      true};
            const auto answer = config::estimate(pack, request, config::Explain::yes);
            must(!answer || !answer->benefit_fen || *answer->benefit_fen > 0 || !answer->refusals.empty());
        }
        config::QuoteRequest request;
        request.on = 2020y / February / 29;
        request.plans = {{plan.id, plan.max_units, std::nullopt}, {plan.id, INT64_MAX, std::nullopt}};
        const auto answer = config::quote(pack, request, config::Explain::yes);
        must(answer.ok == answer.refusals.empty());
        (void)config::window_on(plan, request.on);
    }
    (void)config::describe_pack(pack);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    platform::init_crypto();
    FuzzedDataProvider input(data, size);
    const std::string text = input.ConsumeBool() ? edited(input) : input.ConsumeRemainingBytesAsString();
    const auto pack = config::load_pack("fuzz.toml", platform::view_of(text));
    if (pack) {
        ask(*pack);
    } else {
        must(!config::describe(pack.error()).empty());
    }
    return 0;
}
