#include <nlohmann/json.hpp>

#include "platform/base/wipe.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "sync/center/pages/answers.h"
#include "sync/center/pages/ops.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;

// The prefix makes the browser refuse it without Secure, with a Domain or under another path.
constexpr std::string_view kCookie = "__Host-operator";
constexpr std::chrono::milliseconds kPasswordTurn{2000};

std::optional<platform::Hash> token_in(const HttpRequest& request) {
    std::string_view cookies = request.header("cookie").value_or("");
    while (!cookies.empty()) {
        const std::size_t end = cookies.find(';');
        std::string_view cookie = cookies.substr(0, end);
        cookies.remove_prefix(end == std::string_view::npos ? cookies.size() : end + 1);
        while (cookie.starts_with(' ')) cookie.remove_prefix(1);
        if (!cookie.starts_with(kCookie) || cookie.substr(kCookie.size(), 1) != "=") continue;
        const auto secret = platform::from_hex(cookie.substr(kCookie.size() + 1));
        if (!secret || secret->size() != 32) return std::nullopt;
        return platform::hash(*secret);
    }
    return std::nullopt;
}

void set_cookie(HttpResponse& response, std::string_view value, std::string_view more) {
    response.headers.emplace_back("Set-Cookie", std::string(kCookie) + "=" + std::string(value) +
                                                    "; Path=/; Secure; HttpOnly; SameSite=Strict" +
                                                    std::string(more));
}

HttpResponse wait_problem(platform::UtcMs wait) {
    return platform::problem_response({429,
                                       "wait",
                                       "Too many wrong passwords; wait before the next try.",
                                       true,
                                       {{"wait_seconds", std::to_string((wait + 999) / 1000)}}});
}

/// What an unknown name is checked against, so that it takes as long as a known one.
const std::string& nobodys_password() {
    static const std::string hashed = platform::hash_password("nobody's");
    return hashed;
}

}  // namespace

Stored<std::optional<Caller>> Ops::caller_of(OperatorStore& store, const HttpRequest& request) {
    const auto token = token_in(request);
    if (!token) return std::nullopt;
    const auto session = store.session(*token);
    if (!session) return platform::fail(session.error());
    const platform::UtcMs now = clock_.wall();
    if (!*session || !session_lives(**session, now)) return std::nullopt;
    const auto who = store.find_operator((*session)->operator_id);
    if (!who) return platform::fail(who.error());
    if (!*who) return std::nullopt;
    // Once in ten seconds is enough: a write for every request would cost more than the request.
    if (!request.header("x-background") && now - (*session)->seen > 10'000) {
        const Done touched = store.touch_session(*token, now);
        if (!touched) return platform::fail(touched.error());
    }
    return Caller{**who, *token, request.remote};
}

HttpResponse Ops::session_request(OperatorStore& store, const HttpRequest& request) {
    if (request.method == "POST") return sign_in(store, request);
    const auto caller = caller_of(store, request);
    if (!caller) return ops_store_problem(caller.error());
    if (!*caller) return ops_problem(401, "signed-out", "Sign in first.");
    if (request.method == "GET") return session_json(store, (*caller)->who);
    if (request.method == "DELETE") return sign_out(store, **caller);
    return ops_problem(405, "method", "This address takes another method.");
}

HttpResponse Ops::session_json(OperatorStore& store, const Operator& who) {
    const auto center = store.center_name();
    if (!center) return ops_store_problem(center.error());
    json acts = json::array();
    for (const Act act : kActs) {
        if (may(who.role, act)) acts.push_back(name_of(act));
    }
    return json_answer(
        {{"operator",
          {{"id", who.id}, {"name", who.name}, {"role", name_of(who.role)}, {"station", who.station}}},
         {"center", *center},
         {"may", acts},
         {"now", clock_.wall()},
         {"simulated", clock_.simulated()},
         {"idle_seconds", kSessionIdle / 1000}});
}

HttpResponse Ops::sign_in(OperatorStore& store, const HttpRequest& request) {
    const json body = object_of(request);
    const std::string id = text_in(body, "id");
    std::string password = text_in(body, "password");
    if (!valid_operator_id(id) || password.empty() || password.size() > 128) {
        return ops_problem(401, "wrong-password", "Name or password is wrong.");
    }
    const std::unique_lock turn(one_password_, kPasswordTurn);
    if (!turn) return ops_problem(503, "busy", "Others are signing in; try again.", true);
    const auto found = store.find_operator(id);
    if (!found) return ops_store_problem(found.error());
    const platform::UtcMs now = clock_.wall();
    if (*found) {
        const platform::UtcMs wait = (*found)->failed_at + wait_after((*found)->failures) - now;
        if ((*found)->failures > 0 && wait > 0) return wait_problem(wait);
    }
    const bool enabled = *found && !(*found)->password.empty();
    const bool right =
        platform::password_matches(enabled ? (*found)->password : nobodys_password(), password) && enabled;
    platform::wipe(password);
    if (!*found) return ops_problem(401, "wrong-password", "Name or password is wrong.");
    Operator who = **found;
    Caller caller{who, {}, request.remote};
    who.failures = right ? 0 : who.failures + 1;
    who.failed_at = right ? 0 : now;
    const auto secret = platform::random_array<32>();
    caller.token = platform::hash(secret);
    const auto unit = store.begin();
    if (!unit) return ops_store_problem(unit.error());
    // Removed, disabled or given another password while this one was tried.
    const auto still = store.find_operator(id);
    if (!still) return ops_store_problem(still.error());
    if (!*still || (*still)->password != who.password)
        return ops_problem(401, "wrong-password", "Name or password is wrong.");
    Done done =
        store.put_operator(who)
            .and_then([&] { return record(store, caller, right ? "signed_in" : "sign_in_refused", ""); })
            .and_then([&] { return store.end_old_sessions(now - kSessionLife, now - kSessionIdle); });
    if (done && right) done = store.add_session({caller.token, who.id, now, now});
    done = done.and_then([&] { return (*unit)->commit(); });
    if (!done) return ops_store_problem(done.error());
    if (!right) return ops_problem(401, "wrong-password", "Name or password is wrong.");
    HttpResponse response = session_json(store, who);
    set_cookie(response, platform::to_hex(secret), "");
    return response;
}

HttpResponse Ops::sign_out(OperatorStore& store, const Caller& caller) {
    const Done done =
        store.end_session(caller.token).and_then([&] { return record(store, caller, "signed_out", ""); });
    if (!done) return ops_store_problem(done.error());
    HttpResponse response{204, "", {}, {}};
    set_cookie(response, "", "; Max-Age=0");
    return response;
}

}  // namespace syncing::center
