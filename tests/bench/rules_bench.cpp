// Speed of the rule engine on one core; to reach: 200,000 quotes per second.
#include <benchmark/benchmark.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/scheme/eval.h"
#include "config/scheme/rules.h"

namespace {

using namespace std::chrono;

const std::vector<config::Pack>& packs() {
    static const std::vector<config::Pack> loaded = [] {
        platform::init_crypto();
        return config::load_packs(SOURCE_DIR "/config/schemes").value();
    }();
    return loaded;
}

const config::Pack& pack(std::string_view id) {
    for (const config::Pack& one : packs()) {
        if (one.id == id) return one;
    }
    std::abort();
}

config::QuoteRequest question(const config::Pack& of, config::Date on,
                              const std::vector<std::string>& plans) {
    config::QuoteRequest request;
    request.on = on;
    request.applicant.id_number = "350299198807150026";
    request.applicant.employment = of.plans.front().employment.front();
    request.applicant.documents = {config::Document::social_security_proof};
    request.applicant.union_member = true;
    request.applicant.basic_insurance = true;
    request.applicant.via = of.via;
    for (const std::string& plan : plans) request.plans.push_back({plan, 1, std::nullopt});
    return request;
}

void quotes(benchmark::State& state, const char* id, config::Date on, const std::vector<std::string>& plans) {
    const config::Pack& of = pack(id);
    const config::QuoteRequest request = question(of, on, plans);
    if (!config::quote(of, request).ok) std::abort();
    for (auto _ : state) benchmark::DoNotOptimize(config::quote(of, request));
    state.SetItemsProcessed(state.iterations());
}

void quote_explained(benchmark::State& state) {
    const config::QuoteRequest request = question(pack("xiamen"), 2026y / June / 15, {"mutual-aid"});
    for (auto _ : state)
        benchmark::DoNotOptimize(config::quote(pack("xiamen"), request, config::Explain::yes));
    state.SetItemsProcessed(state.iterations());
}

void estimates(benchmark::State& state) {
    config::EstimateRequest request;
    request.plan = "inpatient";
    request.on = 2019y / September / 9;
    request.claim.kind = "hospitalization";
    request.claim.amount_fen = 456789;
    for (auto _ : state) benchmark::DoNotOptimize(config::estimate(pack("ningbo-2019"), request));
    state.SetItemsProcessed(state.iterations());
}

/// All worked questions as lines of JSON.
void lines(benchmark::State& state) {
    std::vector<std::string> questions;
    std::ifstream file(SOURCE_DIR "/tests/samples/scheme_vectors.jsonl");
    for (std::string line; std::getline(file, line);)
        questions.push_back(nlohmann::json::parse(line).at("in").dump());
    for (auto _ : state) {
        for (const std::string& line : questions)
            benchmark::DoNotOptimize(config::eval_line(packs(), line, config::Explain::no));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(questions.size()));
}

}  // namespace

BENCHMARK_CAPTURE(quotes, one_plan, "xiamen", 2026y / June / 15, {"mutual-aid"});
BENCHMARK_CAPTURE(quotes, package_and_two_plans, "zhonghu", 2024y / May / 1,
                  {"package", "women", "critical"});
BENCHMARK_CAPTURE(quotes, three_plans, "ningbo-2019", 2019y / March / 15, {"inpatient", "critical", "women"});
BENCHMARK(quote_explained);
BENCHMARK(estimates);
BENCHMARK(lines);
BENCHMARK_MAIN();
