#include "platform/http_server/http_server.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/pki/pki.h"
#include "tls_client.h"

namespace platform {
namespace {

using test::ClientIdentity;
using test::TlsClient;

const UtcMs kNow = *parse_civil_time("2026-06-15T09:00");
constexpr UtcMs kDay = 24LL * 3600 * 1000;
const TerminalId kTerminal{7, 7, 7};

/// Says back what it was asked.
HttpResponse echo(const HttpRequest& request) {
    std::string text = request.method + " " + request.path;
    for (const auto& [name, value] : request.query) text += " " + name + "=" + value;
    if (request.client_certificate)
        text += " terminal=" + to_hex(*terminal_id_of(*request.client_certificate));
    text += " " + request.content_type + " " + string_of(request.body);
    const ByteView bytes = view_of(text);
    return {200, "text/plain", Bytes(bytes.begin(), bytes.end()), {}};
}

class Server : public testing::Test {
  protected:
    Server() { clock.wall_ms = kNow; }

    void start(HttpHandler handler = echo) {
        settings.key_pem = server_key;
        settings.certificate_chain = {*issue_server_certificate(authority, server_key, {"127.0.0.1"},
                                                                {kNow - kDay, kNow + 100 * kDay})};
        settings.client_authority_der = authority.certificate_der;
        server = std::move(*HttpServer::start(settings, std::move(handler), clock));
    }

    ClientIdentity terminal(const CertificateAuthority& issuer, UtcMs from, UtcMs to) const {
        const std::string key = *new_tls_key();
        return {key, *issue_terminal_certificate(issuer, *make_certificate_request(key, "t"), kTerminal,
                                                 {from, to})};
    }

    FakeClock clock;
    const CertificateAuthority authority =
        *make_certificate_authority("Test CA", {kNow - kDay, kNow + 1000 * kDay});
    const std::string server_key = *new_tls_key();
    HttpServerSettings settings;
    std::unique_ptr<HttpServer> server;
};

constexpr std::string_view kGet = "GET /a?x=1&y=%20b HTTP/1.1\r\nHost: h\r\n\r\n";

TEST_F(Server, answers_a_get_with_its_query_decoded) {
    start();
    TlsClient client(server->port());
    ASSERT_TRUE(client.send(kGet));
    EXPECT_EQ(client.receive()->body, "GET /a x=1 y= b  ");
}

TEST_F(Server, answers_several_requests_on_one_connection_and_pipelined_ones) {
    start();
    TlsClient client(server->port());
    client.send(std::string(kGet) + std::string(kGet));
    EXPECT_EQ(client.receive()->status, 200);
    EXPECT_EQ(client.receive()->status, 200);
    client.send("POST /b HTTP/1.1\r\nContent-Type: Text/X; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_EQ(client.receive()->body, "POST /b text/x hello");
}

TEST_F(Server, knows_a_terminal_by_its_certificate) {
    start();
    TlsClient client(server->port(), terminal(authority, kNow - kDay, kNow + kDay));
    client.send(kGet);
    EXPECT_NE(client.receive()->body.find("terminal=" + to_hex(kTerminal)), std::string::npos);
}

TEST_F(Server, sets_a_certificate_apart_that_has_expired_by_the_given_clock) {
    start([](const HttpRequest& request) {
        const bool apart = !request.client_certificate && request.expired_certificate &&
                           terminal_id_of(*request.expired_certificate) == kTerminal;
        return HttpResponse{apart ? 200 : 500, "text/plain", {}, {}};
    });
    TlsClient client(server->port(), terminal(authority, kNow - 2 * kDay, kNow - kDay));
    client.send(kGet);
    EXPECT_EQ(client.receive()->status, 200);
}

struct BadClient {
    const char* what;
    bool own_authority;
    UtcMs from, to;
};
class BadCertificate : public Server, public testing::WithParamInterface<BadClient> {};

TEST_P(BadCertificate, gets_no_answer) {
    start();
    const auto other = *make_certificate_authority("Test CA", {kNow - kDay, kNow + 1000 * kDay});
    TlsClient client(server->port(),
                     terminal(GetParam().own_authority ? authority : other, GetParam().from, GetParam().to));
    client.send(kGet);
    EXPECT_FALSE(client.receive()) << GetParam().what;
}
INSTANTIATE_TEST_SUITE_P(Server, BadCertificate,
                         testing::Values(BadClient{"expired, of another authority", false, kNow - 2 * kDay,
                                                   kNow - kDay},
                                         BadClient{"not yet valid", true, kNow + kDay, kNow + 2 * kDay},
                                         BadClient{"of another authority", false, kNow - kDay, kNow + kDay}));

TEST_F(Server, refuses_a_server_certificate_as_a_client_certificate) {
    start();
    TlsClient client(server->port(), ClientIdentity{server_key, settings.certificate_chain.front()});
    client.send(kGet);
    EXPECT_FALSE(client.receive());
}

TEST_F(Server, speaks_no_tls_below_1_3) {
    start();
    EXPECT_FALSE(TlsClient(server->port(), std::nullopt, TLS1_2_VERSION).connected());
}

TEST_F(Server, answers_413_to_a_body_over_the_limit_even_while_it_is_still_being_sent) {
    settings.max_body_bytes = 1000;
    start();
    TlsClient client(server->port());
    client.send("POST / HTTP/1.1\r\nContent-Length: 500000\r\n\r\n" + std::string(500000, 'x'));
    const auto reply = client.receive();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 413);
    EXPECT_NE(reply->head.find("application/problem+json"), std::string::npos);
    EXPECT_NE(reply->body.find("\"retryable\":false"), std::string::npos);
}

TEST_F(Server, tells_a_client_that_asks_first_to_go_on) {
    start();
    TlsClient client(server->port());
    client.send("POST /b HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 100);
    client.send("hello");
    EXPECT_EQ(client.receive()->body, "POST /b  hello");
}

TEST_F(Server, tells_a_client_that_asks_first_that_its_body_is_too_large) {
    settings.max_body_bytes = 4;
    start();
    TlsClient client(server->port());
    client.send("POST /b HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 413);
}

TEST_F(Server, answers_431_to_headers_over_the_limit) {
    start();
    TlsClient client(server->port());
    client.send("GET / HTTP/1.1\r\nA: " + std::string(20'000, 'a') + "\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 431);
}

TEST_F(Server, answers_400_to_what_is_not_http) {
    start();
    TlsClient client(server->port());
    client.send("\x01\x02\x03 nonsense\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 400);
}

TEST_F(Server, answers_400_to_a_broken_target) {
    start();
    TlsClient client(server->port());
    client.send("GET /a?x=%ZZ HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 400);
}

TEST_F(Server, gives_up_on_a_request_that_dribbles) {
    settings.request_timeout = std::chrono::milliseconds(200);
    start();
    TlsClient client(server->port());
    client.send("GET / HT");
    EXPECT_FALSE(client.receive());
}

TEST_F(Server, closes_an_idle_connection) {
    settings.idle_timeout = std::chrono::milliseconds(100);
    start();
    TlsClient client(server->port());
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Server, serves_others_while_a_handler_is_slow) {
    std::mutex mutex;
    std::condition_variable changed;
    bool release = false;
    start([&](const HttpRequest& request) {
        if (request.path == "/slow") {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return release; });
        }
        return echo(request);
    });
    TlsClient slow(server->port());
    slow.send("GET /slow HTTP/1.1\r\n\r\n");
    TlsClient quick(server->port());
    quick.send("GET /quick HTTP/1.1\r\n\r\n");
    EXPECT_EQ(quick.receive()->status, 200);
    {
        const std::lock_guard lock(mutex);
        release = true;
    }
    changed.notify_all();
    EXPECT_EQ(slow.receive()->status, 200);
}

TEST_F(Server, answers_a_request_in_hand_before_it_stops) {
    std::mutex mutex;
    std::condition_variable changed;
    bool entered = false;
    bool release = false;
    start([&](const HttpRequest& request) {
        std::unique_lock lock(mutex);
        entered = true;
        changed.notify_all();
        changed.wait(lock, [&] { return release; });
        return echo(request);
    });
    TlsClient idle(server->port());
    TlsClient client(server->port());
    client.send(kGet);
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return entered; });
    }
    std::jthread stopper([&] { server->stop(); });
    EXPECT_TRUE(idle.closed_by_server());
    {
        const std::lock_guard lock(mutex);
        release = true;
    }
    changed.notify_all();
    const auto reply = client.receive();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Server, survives_clients_that_leave_at_any_point) {
    start();
    for (std::size_t cut = 0; cut < kGet.size(); cut += 5) {
        TlsClient client(server->port());
        client.send(kGet.substr(0, cut));
    }
    TlsClient client(server->port());
    client.send(kGet);
    EXPECT_EQ(client.receive()->status, 200);
}

TEST_F(Server, says_what_is_wrong_with_its_settings) {
    start();
    const auto port_taken = [&] {
        HttpServerSettings taken = settings;
        taken.port = server->port();
        taken.address = "127.0.0.1";
        return HttpServer::start(taken, echo, clock);
    }();
    EXPECT_EQ(port_taken.error(), HttpServerError::cannot_listen);
    HttpServerSettings name = settings;
    name.address = "localhost";
    EXPECT_EQ(HttpServer::start(name, echo, clock).error(), HttpServerError::bad_address);
    HttpServerSettings wrong_key = settings;
    wrong_key.key_pem = *new_tls_key();
    EXPECT_EQ(HttpServer::start(wrong_key, echo, clock).error(), HttpServerError::bad_certificate);
}

}  // namespace
}  // namespace platform
