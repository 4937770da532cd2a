#include "sync/center/pages/ops.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "platform/base/file.h"
#include "sync/center/adjudicator.h"
#include "sync/center/attachments.h"
#include "sync/center/ingest.h"
#include "sync/center/judge_desk.h"
#include "sync/seal/seal.h"
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
        desk_admin = std::move(*open_admin_store(folder.database()));
        desk = std::make_unique<JudgeDesk>(*judges, *desk_admin, folder, judge_keys, clock);
        ops = std::make_unique<Ops>(
            Ops::Parts{std::move(stores),
                       folder,
                       {},
                       Files(temporary.path() / "pages"),
                       clock,
                       std::move(*open_admin_store(folder.database())),
                       [this](const json& question) -> platform::Result<json, DeskError> {
                           if (desk_away) return platform::fail(DeskError::away);
                           if (question["ask"] == "work") judge();
                           return desk->answer(question);
                       }});
    }

    /// A typed card that is paid waits for a person.
    std::string enrollment_in_review() {
        auto enrollment = made_up_enrollment();
        enrollment.set_typed_by("zhou");
        const std::size_t first = terminal.entries.size() + 1;
        const RecordId record = terminal.enroll(enrollment);
        terminal.pay(record);
        EXPECT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.range_bytes(first, first + 1)),
                           clock.wall_ms));
        judge();
        return platform::to_hex(record);
    }

    /// A photograph of that record, as it comes to the center; its name in hexadecimal.
    std::string photograph(const RecordId& record, const std::string& bytes) {
        const auto sealed = *seal_bytes(terminal.center, platform::view_of(bytes), kMaxAttachment);
        const platform::Hash name = platform::hash(sealed);
        EXPECT_TRUE(take_attachments(*store, terminal_id, {{}, {{name, record, sealed.size(), 0, sealed}}},
                                     clock.wall_ms));
        return platform::to_hex(name);
    }
    /// Filed by somebody who is not enrolled, with these photographed pages.
    std::string filed_claim(const RecordId& record, const std::vector<std::string>& pages,
                            std::uint32_t listed = 0) {
        mutual_aid::v1::Body body;
        auto& claim = *body.mutable_claim_filed();
        *claim.mutable_person() = made_up_enrollment().person();
        claim.set_claim_number("JL03-000001");
        claim.set_plan("mutual-aid");
        claim.set_kind("hospitalization");
        claim.set_event_date("2026-06-14");
        claim.set_phone("13800001234");
        auto& paper = *claim.add_papers();
        paper.set_listed(listed);
        for (const std::string& page : pages) paper.add_pages(platform::string_of(*platform::from_hex(page)));
        const std::size_t at = terminal.entries.size() + 1;
        terminal.write(RecordClass::claim_filed, body, record);
        EXPECT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.range_bytes(at, at)), clock.wall_ms));
        judge();
        return platform::to_hex(record);
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
    std::unique_ptr<AdminStore> desk_admin;
    std::unique_ptr<JudgeDesk> desk;
    bool desk_away = false;
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

TEST_F(OpsTest, A_removed_or_disabled_account_is_out_at_once) {
    sign_in("chen");
    const std::string chens = cookie;
    EXPECT_EQ(ask("GET", "/ops/v1/session").status, 200);
    ASSERT_TRUE(operators->remove_operator("chen"));
    EXPECT_EQ(ask("GET", "/ops/v1/session").status, 401);
    EXPECT_EQ(sign_in("chen").status, 401);
    auto wu = **operators->find_operator("wu");
    wu.password.clear();
    ASSERT_TRUE(operators->put_operator(wu));
    EXPECT_EQ(sign_in("wu").status, 401);
    EXPECT_EQ(sign_in("wu", "nobody's").status, 401);
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
    EXPECT_TRUE(row["documents"].is_null()) << "a terminal of an older release does not say";
    EXPECT_EQ(fleet["totals"]["today"], 2);
    EXPECT_EQ(fleet["window_end"], at("2026-07-01T00:00"));
    std::vector<std::string> care;
    for (const json& one : fleet["care"]) care.push_back(one["what"]);
    EXPECT_EQ(care, (std::vector<std::string>{"paper_low", "clock"}));
}

TEST_F(OpsTest, The_fleet_tells_which_documents_a_terminal_works_with) {
    mutual_aid::v1::Heartbeat beat;
    beat.set_settings_version(7);
    beat.set_station_settings_version(0);
    beat.set_directory_version(3);
    const std::string bytes = beat.SerializeAsString();
    ASSERT_TRUE(store->heartbeat(terminal_id, platform::view_of(bytes), clock.wall_ms));
    sign_in("wu");
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/fleet"))["terminals"][0]["documents"],
              (json{{"settings", 7}, {"station_settings", 0}, {"directory", 3}}));
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

TEST_F(OpsTest, The_review_queue_shows_masked_names_and_a_district_decides) {
    const std::string record = enrollment_in_review();
    sign_in("chen");
    const json queue = body_of(ask("GET", "/ops/v1/enrollments?state=in_review"));
    ASSERT_EQ(queue["rows"].size(), 1U);
    EXPECT_EQ(queue["rows"][0]["record"], record);
    EXPECT_EQ(queue["rows"][0]["name"], "林*强");
    EXPECT_EQ(queue["rows"][0]["tail"], "0018");
    EXPECT_EQ(queue["rows"][0]["reason"], "typed_card");
    EXPECT_EQ(queue["rows"][0]["paid"], 3600);
    EXPECT_EQ(queue.dump().find("350299"), std::string::npos);
    EXPECT_EQ(ask("POST", "/ops/v1/enrollments/" + record + "/decision", R"({"verdict":"accept"})").status,
              204);
    const json after = body_of(ask("GET", "/ops/v1/enrollments"));
    EXPECT_EQ(after["rows"][0]["state"], "accepted");
    EXPECT_EQ(ask("POST", "/ops/v1/enrollments/" + record + "/decision", R"({"verdict":"accept"})").status,
              409);
}

TEST_F(OpsTest, A_refusal_carries_its_reason) {
    const std::string record = enrollment_in_review();
    sign_in("chen");
    EXPECT_EQ(ask("POST", "/ops/v1/enrollments/" + record + "/decision",
                  R"({"verdict":"refuse","reason":"missing_document","note":"合同缺页"})")
                  .status,
              204);
    const json row = body_of(ask("GET", "/ops/v1/enrollments"))["rows"][0];
    EXPECT_EQ(row["state"], "refused");
    EXPECT_EQ(row["reason"], "missing_document");
    const json opened = body_of(ask("POST", "/ops/v1/enrollments/" + record + "/open"));
    EXPECT_EQ(opened["reviews"][0]["note"], "合同缺页");
    EXPECT_EQ(opened["reviews"][0]["operator"], "chen");
}

TEST_F(OpsTest, Who_may_not_decide_or_open_is_refused) {
    const std::string record = enrollment_in_review();
    for (const char* id : {"lin", "wu"}) {
        sign_in(id);
        EXPECT_EQ(
            ask("POST", "/ops/v1/enrollments/" + record + "/decision", R"({"verdict":"accept"})").status,
            403);
    }
    EXPECT_EQ(ask("POST", "/ops/v1/enrollments/" + record + "/open").status, 403) << "the city opens nobody";
}

TEST_F(OpsTest, A_look_at_a_person_is_recorded_before_it_is_shown) {
    const std::string record = enrollment_in_review();
    sign_in("chen");
    const json opened = body_of(ask("POST", "/ops/v1/enrollments/" + record + "/open"));
    EXPECT_EQ(opened["person"]["name"], "林测强");
    EXPECT_EQ(opened["person"]["number"], "350299198807150018");
    ASSERT_EQ(opened["history"].size(), 2U);
    EXPECT_EQ(opened["history"][1]["amount"], 3600);
    desk_away = true;
    EXPECT_EQ(ask("POST", "/ops/v1/enrollments/" + record + "/open").status, 503);
    const json rows = body_of(ask("GET", "/ops/v1/audit"))["rows"];
    EXPECT_EQ(rows[0]["action"], "enrollment_opened");
    EXPECT_EQ(rows[1]["action"], "enrollment_opened");
    EXPECT_EQ(rows[1]["subject"], record);
}

TEST_F(OpsTest, A_station_does_not_know_of_anothers_enrollments) {
    const std::string record = enrollment_in_review();
    add("kang", Role::station, "SM04");
    sign_in("kang");
    EXPECT_EQ(ask("POST", "/ops/v1/enrollments/" + record + "/open").status, 404);
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/enrollments?station=SM03"))["rows"].empty());
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/enrollments?slip=JL03-000001"))["rows"].empty());
    sign_in("lin");
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/enrollments?slip=JL03-000001"))["rows"].size(), 1U);
}

TEST_F(OpsTest, Each_slip_of_a_long_ledger_is_found_and_none_that_was_never_given) {
    constexpr std::size_t kSlips = 120;
    for (std::size_t i = 1; i <= kSlips; ++i) {
        auto enrollment = made_up_enrollment();
        // A number was given out and its record lost: the ones after it are found all the same.
        enrollment.set_slip_number("JL03-" + std::string(i < 60 ? "" : "B") +
                                   std::to_string(1'000'000 + i + (i > 40 ? 1 : 0)).substr(1));
        const RecordId record = terminal.enroll(enrollment);
        if (i % 2 == 0) terminal.pay(record);
    }
    ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms));
    judge();
    sign_in("lin");
    const auto found = [&](const std::string& slip) {
        const json rows = body_of(ask("GET", "/ops/v1/enrollments?slip=" + slip))["rows"];
        return rows.size() == 1 && rows[0]["slip"] == slip;
    };
    for (const char* slip : {"JL03-000001", "JL03-000040", "JL03-000042", "JL03-000060", "JL03-B000061",
                             "JL03-B000100", "JL03-B000121"})
        EXPECT_TRUE(found(slip)) << slip;
    for (const char* slip : {"JL03-000000", "JL03-000041", "JL03-B000122", "JL03-000100", "JL03-", "JL03", "",
                             "JL04-000001", "JL03-99999999999999999999999"})
        EXPECT_TRUE(body_of(ask("GET", "/ops/v1/enrollments?slip=" + std::string(slip)))["rows"].empty())
            << slip;
}

TEST_F(OpsTest, Registering_a_terminal_gives_a_code_and_its_picture) {
    sign_in("chen");
    const std::string body = R"({"station":"SM09","number":1,"prefix":"WC09","url":"https://127.0.0.1:1"})";
    const auto made = ask("POST", "/ops/v1/terminals", body);
    ASSERT_EQ(made.status, 200);
    EXPECT_TRUE(body_of(made)["code"].get<std::string>().starts_with("MAP1:"));
    EXPECT_EQ(body_of(made)["qr"]["rows"].size(), body_of(made)["qr"]["size"].get<std::size_t>());
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/audit"))["rows"][0]["subject"], "SM09/1");
    const auto taken = ask("POST", "/ops/v1/terminals",
                           R"({"station":"SM08","number":1,"prefix":"JL03","url":"https://127.0.0.1:1"})");
    EXPECT_EQ(taken.status, 409);
    EXPECT_EQ(body_of(taken)["type"], "urn:mutual-aid:problem:prefix_taken");
    for (const char* odd : {"", "[]", "null", R"({"number":-1})", R"({"number":"x","station":7})"}) {
        EXPECT_GE(ask("POST", "/ops/v1/terminals", odd).status, 400) << odd;
    }
}

TEST_F(OpsTest, Imported_claims_are_on_the_board_and_bad_lines_are_named) {
    sign_in("chen");
    const auto imported =
        ask("POST", "/ops/v1/claims",
            "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due\n"
            "XM-1,350299198807150018,hospitalization,received,2026-06-10,思明区,,,,2026-07-20\n"
            "XM-2,350299198807150019,hospitalization,received,2026-06-10,,,,,\n");
    ASSERT_EQ(imported.status, 200);
    EXPECT_EQ(body_of(imported)["loaded"], 1);
    EXPECT_EQ(body_of(imported)["bad"][0]["line"], 3);
    EXPECT_EQ(body_of(imported)["bad"][0]["word"], "id_number");
    const json rows = body_of(ask("GET", "/ops/v1/claims"))["rows"];
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["number"], "XM-1");
    EXPECT_EQ(rows[0]["steps"][0]["step"], "received");
    sign_in("lin");
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/claims"))["rows"].empty()) << "nobody of that station";
}

TEST_F(OpsTest, A_filed_claim_is_on_the_board_with_its_papers_and_waits_for_a_person) {
    const RecordId record = platform::random_array<16>();
    const std::string page = photograph(record, "\xFF\xD8\xFF\xE0 jpeg");
    const std::string later(64, 'a');
    const std::string hex = filed_claim(record, {page, later});
    sign_in("lin");
    const json row = body_of(ask("GET", "/ops/v1/claims"))["rows"][0];
    EXPECT_EQ(row["number"], "JL03-000001");
    EXPECT_EQ(row["filed"]["record"], hex);
    EXPECT_EQ(row["filed"]["station"], "SM03");
    EXPECT_EQ(row["filed"]["reason"], "not_enrolled");
    EXPECT_EQ(row["filed"]["pages"], 2);
    EXPECT_EQ(row["filed"]["arrived"], 1);
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/claims?state=in_review"))["rows"].size(), 1U);
    const json opened = body_of(ask("POST", "/ops/v1/claims/" + hex + "/open"));
    EXPECT_EQ(opened["person"]["number"], "350299198807150018");
    const json pages = opened["papers"].back()["pages"];
    EXPECT_EQ(pages[0], (json{{"attachment", page}, {"arrived", true}}));
    EXPECT_EQ(pages[1], (json{{"attachment", later}, {"arrived", false}}));
    EXPECT_EQ(ask("POST", "/ops/v1/claims/" + hex + "/decision", R"({"verdict":"accept"})").status, 403);
    sign_in("chen");
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/audit"))["rows"][1]["action"], "claim_opened");
    EXPECT_EQ(ask("POST", "/ops/v1/claims/" + hex + "/decision", R"({"verdict":"accept"})").status, 204);
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/claims?state=in_review"))["rows"].empty());
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/claims"))["rows"][0]["filed"]["state"], "received");
}

TEST_F(OpsTest, The_papers_of_a_claim_stand_by_the_list_of_its_pack) {
    const auto listed = *platform::read_file(SOURCE_DIR "/config/schemes/yuncheng.toml", 1024 * 1024);
    ASSERT_TRUE(add_pack(*admin, "yuncheng", listed, *pack_key(temporary.path() / "root")));
    terminal.pack_hash = platform::hash(listed);
    const RecordId record = platform::random_array<16>();
    const std::string hex = filed_claim(record, {photograph(record, "\xFF\xD8\xFF\xE0 jpeg")}, 2);
    sign_in("chen");
    const json papers = body_of(ask("POST", "/ops/v1/claims/" + hex + "/open"))["papers"];
    ASSERT_GE(papers.size(), 2U);
    EXPECT_FALSE(papers[0]["brought"]);
    EXPECT_EQ(papers[1]["title"]["zh"], "申请表一式两份");
    EXPECT_TRUE(papers[1]["brought"]);
    EXPECT_EQ(papers[1]["pages"].size(), 1U);
}

TEST_F(OpsTest, A_photographed_page_is_shown_as_a_picture_or_not_at_all_and_each_look_is_recorded) {
    const RecordId record = platform::random_array<16>();
    const std::string jpeg = photograph(record, "\xFF\xD8\xFF\xE0 jpeg");
    const std::string script = photograph(record, "<script>alert(1)</script>");
    const std::string hex = filed_claim(record, {jpeg, script});
    sign_in("chen");
    const auto shown = ask("GET", "/ops/v1/papers/" + hex + "-" + jpeg, "", false);
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.content_type, "image/jpeg");
    EXPECT_EQ(platform::string_of(shown.body), "\xFF\xD8\xFF\xE0 jpeg");
    EXPECT_EQ(header_of(shown, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(shown, "Cache-Control"), "") << "no-store where nothing is said";
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/audit"))["rows"][0]["action"], "paper_opened");
    EXPECT_EQ(ask("GET", "/ops/v1/papers/" + hex + "-" + script).status, 409);
    EXPECT_EQ(ask("GET", "/ops/v1/papers/" + hex + "-" + std::string(64, 'a')).status, 404);
    for (const char* odd : {"-", "x", ""})
        EXPECT_EQ(ask("GET", "/ops/v1/papers/" + hex + odd).status, 404) << odd;
    sign_in("wu");
    EXPECT_EQ(ask("GET", "/ops/v1/papers/" + hex + "-" + jpeg).status, 403) << "the city opens nobody";
    add("kang", Role::station, "SM04");
    sign_in("kang");
    EXPECT_EQ(ask("GET", "/ops/v1/papers/" + hex + "-" + jpeg).status, 404);
    EXPECT_EQ(ask("POST", "/ops/v1/claims/" + hex + "/open").status, 404);
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/claims"))["rows"].empty());
}

TEST_F(OpsTest, An_export_holds_what_the_operator_may_see) {
    enrollment_in_review();
    add("kang", Role::station, "SM04");
    sign_in("kang");
    const auto theirs = ask("GET", "/ops/v1/exports/enrollments.csv?station=SM03&lang=en");
    EXPECT_EQ(platform::string_of(theirs.body).find("林"), std::string::npos);
    sign_in("chen");
    const auto csv = ask("GET", "/ops/v1/exports/enrollments.csv?lang=en");
    const std::string text = platform::string_of(csv.body);
    EXPECT_NE(text.find("JL03-000001,SM03,SM03,林*强,0018,xiamen,mutual-aid,"), std::string::npos) << text;
    EXPECT_NE(text.find("In review,Staff typed the card in,36.00,36.00,2026-06-15"), std::string::npos)
        << text;
    EXPECT_EQ(text.find("350299"), std::string::npos);
    EXPECT_EQ(header_of(csv, "Content-Disposition"),
              "attachment; filename=\"enrollments-all-2026-06-15.csv\"");
    const auto book = ask("GET", "/ops/v1/exports/enrollments.xlsx");
    EXPECT_TRUE(platform::string_of(book.body).starts_with("PK"));
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/audit"))["rows"][0]["subject"], "xlsx * * 1");
}

TEST_F(OpsTest, A_claims_export_says_how_far_each_has_come_and_holds_what_the_board_shows) {
    filed_claim(platform::random_array<16>(), {});
    sign_in("chen");
    ASSERT_EQ(ask("POST", "/ops/v1/claims",
                  "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due\n"
                  "-XM-1,350299198807150026,other_kind,received,2026-06-10,思明区,,,,2026-07-20\n"
                  "-XM-1,350299198807150026,other_kind,decided,2026-06-14,思明区,120050,no,,\n"
                  "-XM-1,350299198807150026,other_kind,paid,,,,,,\n")
                  .status,
              200);
    const auto csv = ask("GET", "/ops/v1/exports/claims.csv?lang=en");
    EXPECT_EQ(
        platform::string_of(csv.body),
        "\xEF\xBB\xBF"
        "Claim number,Kind,Name,Station,Station name,Filed on,Step reached,Step on,Amount (yuan),Amount "
        "final,State,Reason,Answer due\r\n"
        "'-XM-1,other_kind,,,,,Decided,2026-06-14,1200.50,no,,,2026-07-20\r\n"
        "JL03-000001,Hospitalization,林*强,SM03,SM03,2026-06-15,Filed,2026-06-15,,,Waits for "
        "somebody,No accepted enrollment,\r\n");
    EXPECT_EQ(header_of(csv, "Content-Disposition"), "attachment; filename=\"claims-all-2026-06-15.csv\"");
    const json row = body_of(ask("GET", "/ops/v1/audit"))["rows"][0];
    EXPECT_EQ(row["action"], "claims_exported");
    EXPECT_EQ(row["subject"], "csv * * 2");
    EXPECT_TRUE(platform::string_of(ask("GET", "/ops/v1/exports/claims.xlsx").body).starts_with("PK"));
}

TEST_F(OpsTest, Claims_are_narrowed_to_a_station_and_a_stations_operator_gets_no_other) {
    filed_claim(platform::random_array<16>(), {});
    const auto lines = [&](const char* path) {
        const auto answer = ask("GET", path);
        EXPECT_EQ(answer.status, 200);
        return std::ranges::count(answer.body, '\n');
    };
    sign_in("wu");
    EXPECT_EQ(lines("/ops/v1/exports/claims.csv"), 2);
    EXPECT_EQ(lines("/ops/v1/exports/claims.csv?station=SM04"), 1);
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/claims?station=SM03"))["rows"].size(), 1U);
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/claims?station=SM04"))["rows"].empty());
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/claims?state=in_review&station=SM04"))["rows"].empty());
    for (const char* odd : {"station=SM03%0D%0ASet-Cookie:x", "station=%22", "state=in%20review"})
        EXPECT_EQ(ask("GET", std::string("/ops/v1/exports/claims.csv?") + odd).status, 400) << odd;
    add("kang", Role::station, "SM04");
    sign_in("kang");
    EXPECT_EQ(lines("/ops/v1/exports/claims.csv?station=SM03"), 1);
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/claims?station=SM03"))["rows"].empty());
}

TEST_F(OpsTest, The_summary_counts_each_stations_states) {
    enrollment_in_review();
    sign_in("wu");
    const json rows = body_of(ask("GET", "/ops/v1/summary"))["rows"];
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["station"], "SM03");
    EXPECT_EQ(rows[0]["states"], (json{{"in_review", 1}}));
    add("kang", Role::station, "SM04");
    sign_in("kang");
    EXPECT_TRUE(body_of(ask("GET", "/ops/v1/summary"))["rows"].empty());
}

TEST_F(OpsTest, An_adjudicator_that_is_away_is_named) {
    enrollment_in_review();
    sign_in("chen");
    desk_away = true;
    EXPECT_EQ(body_of(ask("GET", "/ops/v1/enrollments"))["type"], "urn:mutual-aid:problem:adjudicator-away");
    EXPECT_EQ(ask("GET", "/ops/v1/fleet").status, 200);
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
