#include "sync/center/pages/ops.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "sync/center/ingest.h"
#include "tests/sync/center/center_fixture.h"

namespace syncing::center {
namespace {

using nlohmann::json;

constexpr const char* kPassword = "correct horse battery";

class OpsTest : public CenterFixture {
  protected:
    OpsTest() {
        operators = std::move(*open_operator_store(folder.database()));
        add("chen", Role::district, "");
        add("lin", Role::station, "SM03");
        add("wu", Role::city, "");
        std::filesystem::create_directories(temporary.path() / "pages" / "assets");
        std::ofstream(temporary.path() / "pages" / "index.html") << "<!doctype html>";
        std::ofstream(temporary.path() / "pages" / "assets" / "app.js") << "void 0;";
        std::vector<std::unique_ptr<OperatorStore>> stores;
        stores.push_back(std::move(*open_operator_store(folder.database())));
        ops = std::make_unique<Ops>(
            Ops::Parts{std::move(stores), folder, {}, Files(temporary.path() / "pages"), clock});
    }

    void add(const std::string& id, Role role, const std::string& station) {
        static const std::string hashed = platform::hash_password(kPassword);
        EXPECT_TRUE(operators->put_operator({id, "测试", role, station, hashed, 0, 0}));
    }

    platform::HttpResponse ask(const std::string& method, const std::string& target,
                               const std::string& body = "", bool from_pages = true) {
        platform::HttpRequest request;
        request.method = method;
        const auto parsed = platform::parse_target(target);
        request.path = parsed->path;
        request.query = parsed->query;
        request.body.assign(body.begin(), body.end());
        request.remote = "192.0.2.7";
        request.headers.emplace_back("host", "center.example");
        if (from_pages) request.headers.emplace_back("x-operators-pages", "1");
        for (const auto& header : more) request.headers.push_back(header);
        if (!cookie.empty()) request.headers.emplace_back("cookie", "other=1; " + cookie);
        return ops->handle(request);
    }

    static json body_of(const platform::HttpResponse& response) {
        return json::parse(response.body, nullptr, false);
    }
    static std::string header_of(const platform::HttpResponse& response, const std::string& name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return "";
    }

    platform::HttpResponse sign_in(const std::string& id, const std::string& password = kPassword) {
        auto response = ask("POST", "/ops/v1/session", json{{"id", id}, {"password", password}}.dump());
        const std::string set = header_of(response, "Set-Cookie");
        cookie = set.substr(0, set.find(';'));
        return response;
    }

    std::unique_ptr<OperatorStore> operators;
    std::unique_ptr<Ops> ops;
    std::string cookie;
    std::vector<std::pair<std::string, std::string>> more;  // headers
};

TEST_F(OpsTest, Signing_in_gives_a_cookie_that_scripts_and_other_sites_do_not_get) {
    const auto response = sign_in("chen");
    EXPECT_EQ(response.status, 200);
    const std::string set = header_of(response, "Set-Cookie");
    EXPECT_TRUE(set.starts_with("__Host-operator="));
    for (const char* word : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"}) {
        EXPECT_NE(set.find(word), std::string::npos) << word;
    }
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/session"))["operator"]["id"], "chen");
}

TEST_F(OpsTest, The_store_knows_no_cookie_and_no_password) {
    sign_in("chen");
    const auto secret = *platform::from_hex(cookie.substr(cookie.find('=') + 1));
    EXPECT_TRUE(*operators->session(platform::hash(secret)));
    EXPECT_FALSE(*operators->session(*platform::array_of<32>(secret)));
    EXPECT_TRUE((**operators->find_operator("chen")).password.starts_with("$argon2id$"));
}

TEST_F(OpsTest, Without_a_session_nothing_is_told) {
    for (const char* path : {"/ops/v1/session", "/ops/v1/fleet", "/ops/v1/audit", "/ops/v1/nothing"}) {
        EXPECT_EQ(ask("GET", path).status, 401) << path;
    }
    cookie = "__Host-operator=" + std::string(64, '0');
    EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 401);
    cookie = "__Host-operator=zz";
    EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 401);
}

TEST_F(OpsTest, A_change_from_another_site_is_refused) {
    const std::string body = json{{"id", "chen"}, {"password", kPassword}}.dump();
    EXPECT_EQ(ask("POST", "/ops/v1/session", body, false).status, 403);
    more = {{"origin", "https://evil.example"}};
    EXPECT_EQ(ask("POST", "/ops/v1/session", body).status, 403);
    more = {{"origin", "https://center.example"}};
    EXPECT_EQ(ask("POST", "/ops/v1/session", body).status, 200);
}

TEST_F(OpsTest, The_third_wrong_password_makes_one_wait_even_with_the_right_one) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in("chen", "wrong password").status, 401);
    const auto early = sign_in("chen");
    EXPECT_EQ(early.status, 429);
    EXPECT_EQ(body_of(early)["wait_seconds"], 5);
    clock.advance(5'000);
    EXPECT_EQ(sign_in("chen").status, 200);
    EXPECT_EQ((**operators->find_operator("chen")).failures, 0);
}

TEST_F(OpsTest, An_unknown_name_is_answered_as_a_wrong_password) {
    EXPECT_EQ(sign_in("nobody").body, sign_in("chen", "wrong password").body);
}

TEST_F(OpsTest, A_session_idles_away_and_refreshing_by_itself_does_not_keep_it) {
    sign_in("chen");
    more = {{"x-background", "1"}};
    clock.advance(kSessionIdle - 1000);
    EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 200);
    clock.advance(2000);
    EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 401);
    more.clear();
    sign_in("chen");
    for (int i = 0; i < 3; ++i) {
        clock.advance(kSessionIdle - 1000);
        EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 200);
    }
}

TEST_F(OpsTest, Signing_out_ends_the_session) {
    sign_in("chen");
    EXPECT_EQ(ask("DELETE", "/ops/v1/session").status, 204);
    EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 401);
}

TEST_F(OpsTest, The_fleet_tells_what_a_terminal_wrote_and_what_is_held) {
    terminal.enroll(made_up_enrollment());
    terminal.enroll(made_up_enrollment());
    ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.range_bytes(1, 2)), clock.wall_ms));
    mutual_aid::v1::Heartbeat beat;
    beat.set_written_seq(5);
    beat.set_acknowledged_seq(2);
    beat.set_wall_ms(clock.wall_ms - 41'000);
    beat.set_pack_id("xiamen");
    beat.set_pack_hash(platform::string_of(platform::hash(pack)));
    auto& printer = *beat.add_devices();
    printer.set_device("printer");
    printer.set_state("needs_care");
    const std::string bytes = beat.SerializeAsString();
    ASSERT_TRUE(store->heartbeat(terminal_id, platform::view_of(bytes), clock.wall_ms));
    sign_in("wu");
    const json fleet = body_of(ask("GET", "/ops/v1/fleet"));
    const json& row = fleet["terminals"][0];
    EXPECT_EQ(row["written"], 5);
    EXPECT_EQ(row["held"], 2);
    EXPECT_EQ(row["drift"], -41);
    EXPECT_EQ(row["paper"], "low");
    EXPECT_EQ(row["pack"]["edition"], 1);
    EXPECT_EQ(fleet["totals"]["today"], 2);
    EXPECT_EQ(fleet["window_end"], at("2026-07-01T00:00"));
    std::vector<std::string> care;
    for (const json& one : fleet["care"]) care.push_back(one["what"]);
    EXPECT_EQ(care, (std::vector<std::string>{"paper_low", "clock"}));
}

TEST_F(OpsTest, A_stations_operator_sees_that_station_alone) {
    new_code("SM04", 1, "KY04");
    sign_in("lin");
    const json fleet = body_of(ask("GET", "/ops/v1/fleet"));
    ASSERT_EQ(fleet["terminals"].size(), 1U);
    EXPECT_EQ(fleet["terminals"][0]["station"], "SM03");
    EXPECT_EQ(ask("GET", "/ops/v1/audit").status, 403);
    sign_in("chen");
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/fleet"))["terminals"].size(), 2U);
}

TEST_F(OpsTest, What_operators_do_is_recorded_with_their_address) {
    sign_in("chen", "wrong password");
    sign_in("chen");
    const json rows = body_of(ask("GET", "/ops/v1/audit"))["rows"];
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0]["action"], "signed_in");
    EXPECT_EQ(rows[1]["action"], "sign_in_refused");
    EXPECT_EQ(rows[1]["from"], "192.0.2.7");
}

TEST_F(OpsTest, Files_come_with_a_strict_policy_and_are_not_sent_twice) {
    const auto page = ask("GET", "/reviews");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_NE(header_of(page, "Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(header_of(page, "Content-Security-Policy").find("unsafe"), std::string::npos);
    more = {{"if-none-match", header_of(page, "ETag")}};
    const auto again = ask("GET", "/");
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(ask("GET", "/assets/app.js").content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(ask("GET", "/assets/../index.html").status, 404);
    EXPECT_EQ(ask("GET", "/nothing.js").status, 404);
}

}  // namespace
}  // namespace syncing::center
