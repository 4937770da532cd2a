#include "sync/center/api.h"

#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "center_fixture.h"
#include "sync/wire/key_list.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;
using platform::HttpRequest;
using platform::HttpResponse;
using platform::view_of;

class CenterApi : public CenterFixture {
  protected:
    CenterApi() : api(stores(), serve_keys, "集美区", clock, [this] { ++woken; }) {
        for (int i = 0; i < 3; ++i) terminal.enroll(made_up_enrollment());
    }

    std::vector<std::unique_ptr<ServeStore>> stores() const {
        std::vector<std::unique_ptr<ServeStore>> made;
        for (int i = 0; i < (server ? 4 : 1); ++i)
            made.push_back(std::move(*open_serve_store(folder.database())));
        return made;
    }
    HttpResponse get(const std::string& path, std::vector<std::pair<std::string, std::string>> query = {}) {
        return api.handle({"GET", path, std::move(query), "", {}, certificate});
    }
    HttpResponse post(const std::string& path, platform::Bytes body) {
        return api.handle({"POST", path, {}, std::string(kProtobufType), std::move(body), certificate});
    }
    wire::Answer verified(const platform::Bytes& bytes) const {
        wire::SignedAnswer envelope;
        EXPECT_TRUE(envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        const auto list = KeyList::verify(serve_keys.key_list, *folder.root());
        EXPECT_TRUE(list->verifies(KeyPurpose::acknowledgement, envelope.key_id(),
                                   {clock.wall_ms, clock.wall_ms}, platform::Purpose::acknowledgement,
                                   view_of(envelope.answer_bytes()), view_of(envelope.signature())));
        wire::Answer answer;
        EXPECT_TRUE(answer.ParseFromString(envelope.answer_bytes()));
        return answer;
    }
    wire::UpdatesPage page(std::uint64_t cursor) {
        const auto response =
            get("/v1/updates", {{"cursor", std::to_string(cursor)}, {"nonce", std::string(32, 'a')}});
        wire::SignedUpdates envelope;
        EXPECT_TRUE(envelope.ParseFromArray(response.body.data(), static_cast<int>(response.body.size())));
        const auto list = KeyList::verify(serve_keys.key_list, *folder.root());
        EXPECT_TRUE(list->verifies(KeyPurpose::updates, envelope.key_id(), {clock.wall_ms, clock.wall_ms},
                                   platform::Purpose::updates, view_of(envelope.page_bytes()),
                                   view_of(envelope.signature())));
        wire::UpdatesPage made;
        EXPECT_TRUE(made.ParseFromString(envelope.page_bytes()));
        return made;
    }
    static bool is_problem(const HttpResponse& response, int status, const std::string& type,
                           bool retryable) {
        const std::string body = platform::string_of(response.body);
        return response.status == status && body.find("problem:" + type + "\"") != std::string::npos &&
               body.find(retryable ? "\"retryable\":true" : "\"retryable\":false") != std::string::npos;
    }

    std::atomic<int> woken{0};
    Api api;
};

TEST_F(CenterApi, gives_the_key_list_to_anybody) {
    const auto response = api.handle({"GET", "/v1/keys", {}, "", {}, std::nullopt});
    EXPECT_EQ(response.status, 200);
    const auto list = KeyList::verify(response.body, *folder.root());
    ASSERT_TRUE(list);
    for (const KeyPurpose purpose : {KeyPurpose::acknowledgement, KeyPurpose::updates, KeyPurpose::pack,
                                     KeyPurpose::sealing, KeyPurpose::tls_ca}) {
        EXPECT_NE(list->newest(purpose, {clock.wall_ms, clock.wall_ms}), nullptr);
    }
}

TEST_F(CenterApi, acknowledges_a_range_and_wakes_the_adjudicator) {
    const LedgerRange range = terminal.range(1, 3);
    const auto response = post("/v1/ranges", encode_range(range, terminal.ledger_key.secret_key));
    ASSERT_EQ(response.status, 200);
    const wire::Answer answer = verified(response.body);
    EXPECT_EQ(answer.held_seq(), 3U);
    EXPECT_EQ(answer.held_hash(), platform::string_of(terminal.entries[2].hash));
    EXPECT_EQ(answer.request_nonce(), platform::string_of(range.nonce));
    EXPECT_EQ(answer.center_time_ms(), clock.wall_ms);
    EXPECT_EQ(answer.center_epoch(), 1U);
    EXPECT_EQ(woken, 1);
}

TEST_F(CenterApi, answers_a_gap_with_409_and_a_signed_answer_inside) {
    const auto response = post("/v1/ranges", terminal.range_bytes(2, 3));
    EXPECT_TRUE(is_problem(response, 409, "gap", true));
    const std::string body = platform::string_of(response.body);
    EXPECT_NE(body.find("\"held_seq\":0"), std::string::npos);
    const std::size_t from = body.find("\"answer\":\"") + 10;
    const auto inner = platform::from_base64(body.substr(from, body.find('"', from) - from));
    ASSERT_TRUE(inner);
    EXPECT_EQ(verified(*inner).held_seq(), 0U);
}

TEST_F(CenterApi, answers_a_fork_signed) {
    TestTerminal clone = terminal;
    clone.entries.resize(1);
    clone.enroll(made_up_enrollment());
    post("/v1/ranges", terminal.whole());
    const auto response = post("/v1/ranges", clone.whole());
    ASSERT_EQ(response.status, 200);
    const wire::Answer answer = verified(response.body);
    EXPECT_EQ(answer.fork().common_seq(), 1U);
    EXPECT_EQ(answer.fork().conflict_seq(), 2U);
}

TEST_F(CenterApi, asks_for_a_certificate) {
    certificate.clear();
    for (const char* path : {"/v1/ranges", "/v1/heartbeat"}) {
        const auto response = api.handle({"POST", path, {}, "", {}, std::nullopt});
        EXPECT_TRUE(is_problem(response, 401, "no-certificate", false)) << path;
    }
    EXPECT_EQ(api.handle({"GET", "/v1/updates", {}, "", {}, std::nullopt}).status, 401);
}

TEST_F(CenterApi, turns_a_revoked_terminal_away) {
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 1));
    EXPECT_TRUE(is_problem(post("/v1/ranges", terminal.whole()), 403, "revoked", false));
    EXPECT_EQ(get("/v1/updates", {{"cursor", "0"}, {"nonce", std::string(32, 'a')}}).status, 403);
}

TEST_F(CenterApi, names_damaged_and_forged_ranges) {
    EXPECT_TRUE(is_problem(post("/v1/ranges", {1, 2, 3}), 400, "bad-range", false));
    TestTerminal forger = terminal;
    forger.ledger_key = platform::new_signing_key();
    EXPECT_TRUE(is_problem(post("/v1/ranges", forger.whole()), 403, "bad-signature", false));
    TestTerminal stranger = terminal;
    stranger.ledger = platform::random_array<16>();
    stranger.entries.clear();
    stranger.enroll(made_up_enrollment());
    EXPECT_TRUE(is_problem(post("/v1/ranges", stranger.whole()), 403, "wrong-ledger", false));
}

TEST_F(CenterApi, asks_for_smaller_ranges_with_413) {
    TestTerminal busy = terminal;
    const RangeEntry entry = busy.entries.back();
    while (busy.entries.size() <= kMaxRangeEntries) busy.entries.push_back(entry);
    EXPECT_EQ(post("/v1/ranges", busy.whole()).status, 413);
}

TEST_F(CenterApi, says_what_it_takes) {
    const auto taken = decode_wire(get("/v1/wire").body);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->least, 1U);
    EXPECT_EQ(taken->newest, kWireVersion);
    EXPECT_EQ(taken->record_classes, (std::vector<std::uint16_t>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(CenterApi, a_terminal_from_before_versions_were_said_is_served_until_the_center_wants_more) {
    EXPECT_EQ(post("/v1/ranges", terminal.whole()).status, 200);
    Api strict(
        stores(), serve_keys, "集美区", clock, [] {}, 2);
    const auto ask = [&](const std::string& path, platform::Bytes body, const char* wire) {
        std::vector<std::pair<std::string, std::string>> query;
        if (wire != nullptr) query.emplace_back("wire", wire);
        return strict.handle(
            {"POST", path, std::move(query), std::string(kProtobufType), std::move(body), certificate});
    };
    const auto refused = ask("/v1/ranges", terminal.whole(), nullptr);
    EXPECT_TRUE(is_problem(refused, 426, "update-terminal", false));
    EXPECT_NE(platform::string_of(refused.body).find("\"least_wire\":2"), std::string::npos);
    EXPECT_EQ(ask("/v1/ranges", terminal.whole(), "1").status, 426);
    EXPECT_EQ(ask("/v1/ranges", terminal.whole(), "x").status, 426);
    EXPECT_EQ(ask("/v1/ranges", terminal.whole(), "2").status, 200);
    EXPECT_EQ(ask("/v1/ranges", terminal.whole(), "3").status, 200) << "a newer one finds out by itself";
    wire::Heartbeat beat;
    beat.set_terminal_id(platform::string_of(terminal_id));
    const std::string bytes = beat.SerializeAsString();
    EXPECT_EQ(ask("/v1/heartbeat", {bytes.begin(), bytes.end()}, nullptr).status, 204)
        << "its software version is seen on the fleet page";
}

TEST_F(CenterApi, tells_method_and_place) {
    EXPECT_EQ(post("/v1/keys", {}).status, 405);
    EXPECT_EQ(get("/v2/keys").status, 404);
}

TEST_F(CenterApi, updates_start_with_what_a_terminal_needs_first) {
    const wire::UpdatesPage first = page(0);
    EXPECT_EQ(first.request_nonce(), std::string(16, '\xaa'));
    EXPECT_EQ(first.terminal_id(), platform::string_of(terminal_id));
    ASSERT_EQ(first.updates_size(), 5);
    EXPECT_TRUE(first.updates(0).has_key_list());
    EXPECT_TRUE(first.updates(1).has_pepper());
    EXPECT_TRUE(first.updates(2).has_pack());
    EXPECT_TRUE(first.updates(3).has_roster());
    EXPECT_TRUE(first.updates(4).has_slip_key());
    EXPECT_FALSE(first.more());
    EXPECT_EQ(page(first.to_cursor()).updates_size(), 0);
    EXPECT_EQ(page(first.to_cursor()).to_cursor(), first.to_cursor());
}

TEST_F(CenterApi, updates_come_in_pages_without_losing_any) {
    auto unit = std::move(*admin->begin());
    for (int i = 0; i < 450; ++i) {
        ASSERT_TRUE(
            admin->publish({i % 3 == 0 ? "" : "SM03", platform::hash({view_of(std::to_string(i))}), {}}));
    }
    ASSERT_TRUE(admin->publish({"SM99", platform::hash({view_of("other")}), {}}));
    ASSERT_TRUE(unit->commit());
    std::uint64_t cursor = 0;
    int pieces = 0;
    bool more = true;
    for (int turn = 0; more && turn < 10; ++turn) {
        const wire::UpdatesPage next = page(cursor);
        for (const auto& update : next.updates()) {
            EXPECT_GT(update.cursor(), cursor);
            cursor = update.cursor();
            ++pieces;
        }
        EXPECT_EQ(next.to_cursor(), cursor);
        more = next.more();
    }
    EXPECT_EQ(pieces, 455);
}

TEST_F(CenterApi, refuses_a_query_it_cannot_read) {
    for (const char* cursor : {"", "x", "-1", "99999999999999999999"}) {
        EXPECT_EQ(get("/v1/updates", {{"cursor", cursor}, {"nonce", std::string(32, 'a')}}).status, 400)
            << cursor;
    }
    EXPECT_EQ(get("/v1/updates", {{"cursor", "0"}, {"nonce", "aa"}}).status, 400);
}

TEST_F(CenterApi, takes_a_heartbeat_of_the_terminal_itself_only) {
    wire::Heartbeat heartbeat;
    heartbeat.set_terminal_id(platform::string_of(terminal_id));
    const std::string own = heartbeat.SerializeAsString();
    EXPECT_EQ(post("/v1/heartbeat", {own.begin(), own.end()}).status, 204);
    heartbeat.set_terminal_id(std::string(16, 'x'));
    const std::string other = heartbeat.SerializeAsString();
    EXPECT_EQ(post("/v1/heartbeat", {other.begin(), other.end()}).status, 400);
}

TEST_F(CenterApi, takes_the_same_range_from_many_threads_at_once_only_once) {
    const platform::Bytes range = terminal.whole();
    std::atomic<int> answered{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                // Who comes second may be told to try again; nobody is told anything else.
                HttpResponse response = post("/v1/ranges", range);
                while (response.status == 503) response = post("/v1/ranges", range);
                if (response.status == 200) ++answered;
            });
        }
    }
    EXPECT_EQ(answered, 8);
    EXPECT_EQ(admin->status()->entries, 3);
}

/// No file of this process may grow beyond `bytes` while this lives: as a full disk, without one.
class FileLimit {
  public:
    explicit FileLimit(std::uintmax_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

  private:
    rlimit before_{};
};

TEST_F(CenterApi, stores_nothing_when_the_disk_takes_no_more_and_goes_on_when_it_does) {
    if (server) GTEST_SKIP() << "the limit is on files of this process";
    for (int i = 0; i < 200; ++i) terminal.enroll(made_up_enrollment());
    {
        const FileLimit limit(std::filesystem::file_size(folder.database()));
        const auto response = post("/v1/ranges", terminal.whole());
        EXPECT_EQ(response.status, 503);
        EXPECT_NE(platform::string_of(response.body).find("\"retryable\":true"), std::string::npos);
    }
    EXPECT_EQ(admin->status()->entries, 0);
    const auto response = post("/v1/ranges", terminal.whole());
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(verified(response.body).held_seq(), 203U);
}

}  // namespace
}  // namespace syncing::center
