// Requests of a signed-in operator with any method, address, headers and body: the first line is
// "METHOD TARGET", the second a Cookie or another header, the rest the body.
#include <nlohmann/json.hpp>

#include "platform/base/check.h"
#include "sync/center/pages/ops.h"
#include "sync/center/sql_store.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace syncing::center;

struct Place {
    tests::TemporaryFolder temporary;
    platform::FakeClock clock;
    std::unique_ptr<Ops> ops;
    std::string cookie;

    Place() {
        platform::init_crypto();
        clock.wall_ms = *platform::parse_civil_time("2026-06-15T10:00");
        const auto folder = *CenterFolder::create({temporary.path() / "center",
                                                   temporary.path() / "root",
                                                   "厦门",
                                                   "集美区",
                                                   {"127.0.0.1"},
                                                   clock.wall_ms,
                                                   ""});
        auto store = std::move(*open_operator_store(folder.database()));
        const platform::ByteArray<32> secret{7};
        platform::check(
            store->put_operator({"chen", "陈测", Role::district, "", "", 0, 0}).has_value() &&
                store->add_session({platform::hash(secret), "chen", clock.wall_ms, clock.wall_ms}),
            "the fuzzed center cannot be set up");
        cookie = "__Host-operator=" + platform::to_hex(secret);
        std::vector<std::unique_ptr<OperatorStore>> stores;
        stores.push_back(std::move(store));
        ops = std::make_unique<Ops>(
            Ops::Parts{std::move(stores),
                       folder,
                       {},
                       Files(),
                       clock,
                       std::move(*open_admin_store(folder.database())),
                       [](const nlohmann::json& question) -> platform::Result<nlohmann::json, DeskError> {
                           if (question["ask"] == "register") return nlohmann::json{{"code", "MAP1:AAAA"}};
                           return nlohmann::json{{"rows", nlohmann::json::array()}};
                       }});
    }
};

std::string line_of(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string line(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Place place;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::string first = line_of(rest);
    const std::string second = line_of(rest);
    const std::size_t space = first.find(' ');
    if (space == std::string::npos) return 0;
    auto target = platform::parse_target(std::string_view(first).substr(space + 1));
    if (!target) return 0;
    platform::HttpRequest request;
    request.method = first.substr(0, space);
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.body.assign(rest.begin(), rest.end());
    request.headers.emplace_back("x-operators-pages", "1");
    const std::size_t colon = second.find(": ");
    if (colon != std::string::npos)
        request.headers.emplace_back(second.substr(0, colon), second.substr(colon + 2));
    request.headers.emplace_back("cookie", place.cookie);
    const platform::HttpResponse response = place.ops->handle(request);
    platform::check(response.status >= 200 && response.status < 600, "an answer has a status");
    return 0;
}
