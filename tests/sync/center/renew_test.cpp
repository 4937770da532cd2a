// A terminal's certificate over its years, by a simulated clock and over real mutual TLS.
#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/api.h"
#include "sync/center/ingest.h"
#include "sync/station/provision.h"
#include "sync/station/session.h"

namespace syncing::center {
namespace {

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

class Renewal : public CenterFixture {
  protected:
    Renewal() {
        start(0);
        ProvisioningCode code = new_code("SM03", 2, "JL13");
        code.url = url_;
        EXPECT_TRUE(syncing::provision(code, state_));
    }

    std::vector<std::unique_ptr<ServeStore>> stores() {
        std::vector<std::unique_ptr<ServeStore>> made;
        made.push_back(std::move(*open_serve_store(folder.database())));
        return made;
    }
    void restart() {
        const std::uint16_t port = server_->port();
        server_.reset();
        start(port);
    }
    void start(std::uint16_t port) {
        api_ = std::make_unique<Api>(stores(), serve_keys, "集美区", clock, [] {});
        platform::HttpServerSettings settings;
        settings.port = port;
        settings.certificate_chain = {serve_keys.server_certificate};
        settings.key_pem = serve_keys.server_key_pem;
        settings.client_authority_der = serve_keys.authority.certificate_der;
        server_ = std::move(*platform::HttpServer::start(
            settings,
            [this](const platform::HttpRequest& request) {
                if (request.path == "/v1/renew" && !knows_renewal_)
                    return platform::problem_response({404, "not-found", "Nothing here.", false, {}});
                return api_->handle(request);
            },
            clock));
        url_ = "https://127.0.0.1:" + std::to_string(server_->port());
    }
    SyncReport sync() { return sync(clock); }
    SyncReport sync(const platform::Clock& terminals, int attempts = 1) {
        const syncing::Terminal own = state_.load().value();
        auto ledger = syncing::Ledger::open(state_.ledger_db(), own.identity.ledger).value();
        auto cache = Cache::open(state_.cache_db()).value();
        const auto connect = [&](const platform::Bytes& der) {
            return platform::HttpClient({.base_url = url_,
                                         .ca_der = own.credentials.ca_der,
                                         .client_key_pem = own.keys.tls_key_pem,
                                         .client_certificate_der = der});
        };
        platform::HttpClient client = connect(own.credentials.certificate_der);
        SyncPolicy policy{.attempts = attempts};
        policy.take_certificate = [&](const platform::Bytes& der) {
            client = connect(der);
            return state_.save_certificate(der).has_value();
        };
        return SyncSession(
                   own, ledger, cache, terminals,
                   [&](const platform::HttpCall& call, std::stop_token stop) {
                       return client.call(call, std::move(stop));
                   },
                   [](std::chrono::milliseconds, const std::stop_token&) {}, policy)
            .run({});
    }
    platform::Bytes certificate_now() { return state_.load()->credentials.certificate_der; }
    platform::Validity life() { return *platform::certificate_validity(certificate_now()); }
    void pass(double share) {
        clock.advance(static_cast<std::int64_t>(share * static_cast<double>(life().to - life().from)));
    }

    StateFolder state_{temporary.path() / "terminal"};
    std::unique_ptr<Api> api_;
    std::unique_ptr<platform::HttpServer> server_;
    std::string url_;
    bool knows_renewal_ = true;
    platform::FakeClock own_clock;
};

TEST_F(Renewal, comes_with_the_first_sync_in_the_last_third) {
    const auto first = certificate_now();
    pass(0.60);
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(certificate_now(), first);
    pass(0.08);
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    const auto second = certificate_now();
    EXPECT_NE(second, first);
    EXPECT_GT(life().to, clock.wall() + 1000 * kDay);
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(certificate_now(), second) << "once is enough";
}

TEST_F(Renewal, an_expired_certificate_of_a_known_key_is_good_for_its_renewal_alone) {
    pass(1.01);
    const syncing::Terminal own = state_.load().value();
    platform::HttpClient client({.base_url = url_,
                                 .ca_der = own.credentials.ca_der,
                                 .client_key_pem = own.keys.tls_key_pem,
                                 .client_certificate_der = own.credentials.certificate_der});
    for (const char* path : {"/v1/heartbeat", "/v1/ranges", "/v1/hand-over"}) {
        const auto answer = client.call({.method = "POST",
                                         .path = path,
                                         .content_type = std::string(kProtobufType),
                                         .body = {},
                                         .trusted_time = clock.wall()});
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 403) << path;
        EXPECT_NE(platform::string_of(answer->body).find("certificate-expired"), std::string::npos);
    }
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_GT(life().to, clock.wall());
}

TEST_F(Renewal, a_terminal_with_a_dead_clock_learns_from_the_center_that_it_is_due) {
    const auto first = certificate_now();
    pass(1.01);
    own_clock.is_simulated = false;
    own_clock.wall_ms = 0;
    EXPECT_EQ(sync(own_clock).outcome, SyncOutcome::ok);
    EXPECT_NE(certificate_now(), first);
}

TEST_F(Renewal, a_revoked_terminal_gets_none) {
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 2));
    pass(1.01);
    const auto before = certificate_now();
    EXPECT_EQ(sync().outcome, SyncOutcome::center_refused);
    EXPECT_EQ(certificate_now(), before);
}

TEST_F(Renewal, another_key_gets_none) {
    const syncing::Terminal terminal_state = state_.load().value();
    const std::string other = *platform::new_tls_key();
    mutual_aid::v1::RenewRequest request;
    request.set_csr_der(platform::string_of(*platform::make_certificate_request(other, "terminal")));
    EXPECT_EQ(renew_certificate(*store, serve_keys, terminal_state.identity.terminal_id,
                                terminal_state.credentials.certificate_der,
                                platform::view_of(request.SerializeAsString()), clock.wall())
                  .error(),
              ProvisionError::other_key);
}

TEST_F(Renewal, a_center_that_does_not_know_renewal_yet_takes_everything_else) {
    knows_renewal_ = false;
    const auto first = certificate_now();
    pass(0.7);
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(certificate_now(), first);
    knows_renewal_ = true;
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_NE(certificate_now(), first);
}

class KeyRotation : public Renewal {
  protected:
    /// New keys, and the center started again with them.
    void rotate(const std::vector<Rotation>& what) {
        clock.advance(60'000);
        const auto list = rotate_keys(folder, temporary.path() / "root", what, {"127.0.0.1"}, clock.wall());
        ASSERT_TRUE(list);
        ASSERT_TRUE(publish_key_list(*admin, *list));
        serve_keys = *folder.serve_keys();
        judge_keys = *folder.judge_keys();
        restart();
    }
};

TEST_F(KeyRotation, a_terminal_that_slept_through_it_asks_for_the_new_list_and_goes_on) {
    ASSERT_EQ(sync().outcome, SyncOutcome::ok);
    rotate({Rotation::acknowledgement, Rotation::updates});
    EXPECT_EQ(sync(clock, 2).outcome, SyncOutcome::ok);
    rotate({Rotation::acknowledgement, Rotation::updates, Rotation::sealing});
    rotate({Rotation::acknowledgement, Rotation::server});
    EXPECT_EQ(sync(clock, 2).outcome, SyncOutcome::ok);
    EXPECT_EQ(sync().outcome, SyncOutcome::ok) << "the list is kept";
}

TEST_F(KeyRotation, what_was_sealed_to_the_old_key_opens_as_well_as_what_is_sealed_to_the_new) {
    terminal.center_key_id = judge_keys.sealing.id;
    const RecordId before = terminal.enroll(made_up_enrollment());
    rotate({Rotation::sealing});
    const RecordId late = terminal.enroll(made_up_enrollment(made_up_number("19900101", 1)));
    terminal.center = *folder.sealing_public_key(clock.wall());
    terminal.center_key_id = judge_keys.sealing.id;
    const RecordId after = terminal.enroll(made_up_enrollment(made_up_number("19900101", 3)));
    EXPECT_EQ(judge_keys.old_sealing.size(), 1U);
    ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall()));
    ASSERT_TRUE(Adjudicator(*judges, judge_keys, clock).run());
    for (const RecordId& record : {before, late, after})
        EXPECT_EQ((*judges->enrollment(record))->state, "awaiting_payment");
}

TEST_F(KeyRotation, needs_the_root_that_terminals_have_pinned) {
    const NewCenter other{temporary.path() / "other",
                          temporary.path() / "other-root",
                          "x",
                          "y",
                          {"127.0.0.1"},
                          clock.wall(),
                          ""};
    ASSERT_TRUE(CenterFolder::create(other));
    const auto rotated =
        rotate_keys(folder, temporary.path() / "other-root", {Rotation::updates}, {}, clock.wall());
    EXPECT_EQ(rotated.error(), FolderError::other_root);
}

}  // namespace
}  // namespace syncing::center
