#include <algorithm>
#include <array>
#include <filesystem>

#include "config/scheme/eval.h"
#include "config/scheme/load_plan.h"
#include "config/scheme/pack.h"
#include "config/scheme/words.h"
#include "platform/base/file.h"

namespace config {

namespace {

constexpr std::size_t kMaxPackFile = 1 << 20;
constexpr std::int64_t kFormat = 1;
constexpr std::string_view kRouteWords = "district, city, society, unpublished";
constexpr std::array<std::string_view, 5> kSteps{"filed", "received", "reviewing", "decided", "paid"};

struct Vector {
    std::string in;
    std::string out;
    std::uint32_t line = 0;
};

template <class Items>
bool has_id(const Items& items, std::string_view id) {
    return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
}

/// Ids stand in records and file names for ever.
bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

class PackReader {
  public:
    PackReader(std::string_view file, const TomlValue& top)
        : problem_(std::string(file)), top_(top, "", problem_) {}

    platform::Result<Pack, PackError> read(std::vector<Vector>& vectors) {
        read_head();
        read_enrolling(top_.table("enroll"));
        read_group();
        read_plans();
        read_claims();
        for (TomlReader& from : top_.tables("vector")) {
            vectors.push_back({from.text("in"), from.text("out"), from.line()});
            from.finish();
        }
        if (vectors.empty()) top_.report("vector", "must list at least one worked answer");
        pack_.facts = read_texts(top_, "facts");
        pack_.unpublished = read_texts(top_, "unpublished");
        top_.finish();
        if (problem_.found()) return platform::fail(*problem_.error());
        return std::move(pack_);
    }

  private:
    void read_head() {
        if (top_.number("format", 0, INT64_MAX) != kFormat)
            top_.report("format", "must be 1: other formats are not known here");
        pack_.id = read_id(top_);
        pack_.edition = top_.number("edition", 1, INT64_MAX);
        pack_.name = read_text(top_.table("name"));
        pack_.audience = read_text(top_.table("audience"));
        pack_.source = read_text(top_.table("source"));
    }

    static std::string read_id(TomlReader& from) {
        std::string id = from.text("id");
        if (!is_id(id)) from.report("id", "must be 1 to 64 of a-z, 0-9, - and _");
        return id;
    }

    void read_enrolling(TomlReader from) {
        pack_.via = from.choice("via", via_named, "individual, group");
        employment_ = from.choices("employment", employment_named, kEmploymentWords);
        if (employment_.empty())
            from.report("employment", "must name who may enroll: " + std::string(kEmploymentWords));
        pack_.minimum_age = static_cast<int>(from.number("minimum_age", 0, 120));
        pack_.needs_union_member = from.flag("union_member", false);
        pack_.needs_basic_insurance = from.flag("basic_insurance", false);
        pack_.documents = from.choices("documents", document_named, "labour_contract, social_security_proof");
        if (from.has("payments")) {
            pack_.payments =
                from.choices("payments", payment_named, "cash, transfer, bank_deposit, cheque, qr");
        }
        if (const auto days = from.number_if("payment_days_after_intake", 0, 366)) {
            pack_.payment_days_after_intake = static_cast<int>(*days);
        }
        pack_.membership_fee_fen = from.number_if("membership_fee_fen", 1, kMaxFen);
        if (pack_.membership_fee_fen && pack_.needs_union_member) {
            from.report("membership_fee_fen",
                        "cannot be asked where union_member = true refuses everybody else");
        }
        pack_.enroll_steps = read_texts(from, "steps");
        from.finish();
    }

    void read_group() {
        auto from = top_.table_if("group");
        if (!from) return;
        if (pack_.via == Via::individual) top_.report("group", "has no meaning where via = \"individual\"");
        pack_.group.share_percent = static_cast<int>(from->number("share_percent", 1, 100));
        pack_.group.everyone_up_to = from->number("everyone_up_to", 0, 1'000'000'000, 0);
        from->finish();
    }

    void read_plans() {
        std::vector<TomlReader> tables = top_.tables("plan");
        for (TomlReader& from : tables) {
            Plan plan = read_plan(from, employment_);
            if (!is_id(plan.id)) from.report("id", "must be 1 to 64 of a-z, 0-9, - and _");
            if (has_id(pack_.plans, plan.id)) from.report("id", "is used by another plan");
            pack_.plans.push_back(std::move(plan));
        }
        if (tables.empty()) top_.report("plan", "must list at least one plan");
        for (std::size_t i = 0; i < tables.size(); ++i) check_links(pack_.plans[i], tables[i]);
        if (auto from = top_.table_if("gift")) read_gift(*from);
    }

    void check_links(const Plan& plan, TomlReader& from) {
        for (const Part& part : plan.parts) {
            const Plan* other = pack_.find_plan(part.plan);
            if (other == nullptr || other == &plan || !other->parts.empty()) {
                from.report("parts", "must name other plans of this pack that have no parts themselves");
            } else if (part.units > other->max_units) {
                from.report("parts", "brings more units than that plan allows");
            }
        }
        for (const std::string& id : plan.conflicts) {
            if (pack_.find_plan(id) == nullptr || id == plan.id)
                from.report("conflicts", "must name other plans of this pack");
        }
    }

    void read_gift(TomlReader from) {
        Gift gift{from.text("plan"), from.number("units", 1, 1'000, 1), from.text("with_plan")};
        if (pack_.find_plan(gift.plan) == nullptr) from.report("plan", "must name a plan of this pack");
        if (pack_.find_plan(gift.with_plan) == nullptr)
            from.report("with_plan", "must name a plan of this pack");
        pack_.gift = std::move(gift);
        from.finish();
    }

    void read_claims() {
        TomlReader from = top_.table("claims");
        pack_.other_route = from.choice("other_route", route_named, kRouteWords);
        if (const auto months = from.number_if("promise_months", 1, 120))
            pack_.claim_promise_months = static_cast<int>(*months);
        for (TomlReader& kind : from.tables("kind")) {
            ClaimKind made{read_id(kind), read_text(kind.table("name")), pack_.other_route};
            if (kind.has("route")) made.route = kind.choice("route", route_named, kRouteWords);
            if (has_id(pack_.kinds, made.id)) kind.report("id", "is used by another kind");
            pack_.kinds.push_back(std::move(made));
            kind.finish();
        }
        for (TomlReader& disease : from.tables("disease")) {
            Disease made{read_id(disease), read_text(disease.table("name"))};
            if (has_id(pack_.diseases, made.id)) disease.report("id", "is used by another disease");
            pack_.diseases.push_back(std::move(made));
            disease.finish();
        }
        for (TomlReader& step : from.tables("step")) read_claim_step(step);
        pack_.claim_papers = read_texts(from, "papers");
        from.finish();
        for (const Plan& plan : pack_.plans) check_benefits(plan, from);
    }

    void read_claim_step(TomlReader& from) {
        ClaimStepName made{from.text("id"), read_text(from.table("name"))};
        if (std::find(kSteps.begin(), kSteps.end(), made.id) == kSteps.end()) {
            from.report("id", "must be one of filed, received, reviewing, decided, paid");
        }
        if (has_id(pack_.claim_steps, made.id)) from.report("id", "is used by another step");
        pack_.claim_steps.push_back(std::move(made));
        from.finish();
    }

    void check_benefits(const Plan& plan, TomlReader& claims) {
        for (const Benefit& benefit : plan.benefits) {
            if (pack_.find_kind(benefit.kind) == nullptr) {
                claims.report("kind",
                              "does not list \"" + benefit.kind + "\", which plan \"" + plan.id + "\" pays");
            }
            for (const std::string& disease : benefit.diseases) {
                if (!has_id(pack_.diseases, disease)) {
                    claims.report("disease",
                                  "does not list \"" + disease + "\", which plan \"" + plan.id + "\" names");
                }
            }
        }
    }

    TomlProblem problem_;
    TomlReader top_;
    Pack pack_;
    std::vector<Employment> employment_;
};

std::optional<PackError> failing_vector(std::string_view file, const Pack& pack,
                                        const std::vector<Vector>& vectors) {
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        const std::string answer = eval_line({&pack, 1}, vectors[i].in, Explain::no);
        if (same_json(answer, vectors[i].out)) continue;
        return PackError{std::string(file), vectors[i].line, "vector[" + std::to_string(i) + "]",
                         "the rules answer " + answer};
    }
    return std::nullopt;
}

}  // namespace

const Plan* Pack::find_plan(std::string_view plan_id) const {
    const auto found =
        std::find_if(plans.begin(), plans.end(), [&](const Plan& plan) { return plan.id == plan_id; });
    return found == plans.end() ? nullptr : &*found;
}

const ClaimKind* Pack::find_kind(std::string_view kind_id) const {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const ClaimKind& kind) { return kind.id == kind_id; });
    return found == kinds.end() ? nullptr : &*found;
}

const ClaimStepName* Pack::find_claim_step(std::string_view step_id) const {
    const auto found = std::find_if(claim_steps.begin(), claim_steps.end(),
                                    [&](const ClaimStepName& step) { return step.id == step_id; });
    return found == claim_steps.end() ? nullptr : &*found;
}

platform::Result<Pack, PackError> load_pack(std::string_view file, platform::ByteView bytes) {
    const auto top = parse_toml(file, platform::string_of(bytes));
    if (!top) return platform::fail(top.error());
    std::vector<Vector> vectors;
    auto pack = PackReader(file, *top).read(vectors);
    if (!pack) return pack;
    pack->hash = platform::hash(bytes);
    if (const auto error = failing_vector(file, *pack, vectors)) return platform::fail(*error);
    return pack;
}

platform::Result<Pack, PackError> load_pack_file(const std::string& path) {
    const auto bytes = platform::read_file(path, kMaxPackFile);
    if (!bytes) return platform::fail(PackError{path, 0, "", "the file cannot be read"});
    return load_pack(path, *bytes);
}

platform::Result<std::vector<Pack>, PackError> load_packs(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".toml") files.push_back(entry->path());
    }
    if (error) return platform::fail(PackError{folder, 0, "", "the folder cannot be read"});
    std::sort(files.begin(), files.end());
    std::vector<Pack> packs;
    for (const std::filesystem::path& file : files) {
        auto pack = load_pack_file(file.string());
        if (!pack) return platform::fail(pack.error());
        if (pack->id != file.stem()) {
            return platform::fail(PackError{file.string(), 0, "id", "must be the file's name without .toml"});
        }
        packs.push_back(std::move(*pack));
    }
    return packs;
}

}  // namespace config
