// The client against a real HTTPS server on loopback.
#include "platform/http/http_client.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/http_server/http_server.h"
#include "platform/pki/pki.h"
#include "tests/support/cutting_proxy.h"

namespace platform {
namespace {

constexpr UtcMs kNow = 1'781'485'200'000;  // 2026-06-15 09:00 in Shanghai
constexpr UtcMs kYear = 365LL * 24 * 3600 * 1000;

class HttpClientTest : public testing::Test {
  protected:
    HttpClientTest() {
        clock_.wall_ms = kNow;
        authority_ = make_certificate_authority("test", {kNow - kYear, kNow + kYear}).value();
    }
    void serve(HttpHandler handler, const Validity& validity = {kNow - kYear, kNow + kYear}) {
        HttpServerSettings settings;
        settings.key_pem = new_tls_key().value();
        settings.certificate_chain = {
            issue_server_certificate(authority_, settings.key_pem, {"127.0.0.1"}, validity).value()};
        settings.client_authority_der = authority_.certificate_der;
        server_ = std::move(HttpServer::start(std::move(settings), std::move(handler), clock_).value());
    }
    HttpClientSettings settings(std::uint16_t port) const {
        return {.base_url = "https://127.0.0.1:" + std::to_string(port),
                .ca_der = authority_.certificate_der,
                .client_key_pem = {},
                .client_certificate_der = {}};
    }
    Result<HttpAnswer, HttpError> get(std::optional<UtcMs> trusted_time = kNow, std::size_t limit = 1024) {
        HttpClient client(settings(server_->port()));
        return client.call(request(trusted_time, limit));
    }
    static HttpCall request(std::optional<UtcMs> trusted_time = kNow, std::size_t limit = 1024) {
        return {.method = "GET",
                .path = "/hello",
                .content_type = {},
                .body = {},
                .max_answer_bytes = limit,
                .trusted_time = trusted_time};
    }
    static HttpResponse text(int status, std::string_view body) {
        const ByteView bytes = view_of(body);
        return {status, "text/html; charset=utf-8", {bytes.begin(), bytes.end()}, {}};
    }

    FakeClock clock_;
    CertificateAuthority authority_;
    std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpClientTest, gives_status_type_and_body_of_any_answer) {
    serve([](const HttpRequest& asked) { return text(asked.path == "/hello" ? 200 : 404, "hi"); });
    const auto answer = get();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->content_type, "text/html");
    EXPECT_EQ(string_of(answer->body), "hi");
}

TEST_F(HttpClientTest, posts_the_body_as_it_is_and_keeps_the_connection) {
    serve([](const HttpRequest& asked) { return HttpResponse{200, asked.content_type, asked.body, {}}; });
    HttpClient client(settings(server_->port()));
    for (const Bytes& body : {Bytes{0, 1, 255}, Bytes{}, Bytes(100'000, 7)}) {
        const auto answer = client.call({.method = "POST",
                                         .path = "/echo",
                                         .content_type = "application/x-protobuf",
                                         .body = body,
                                         .max_answer_bytes = 200'000,
                                         .trusted_time = kNow});
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, body);
    }
}

TEST_F(HttpClientTest, shows_its_certificate) {
    std::optional<TerminalId> seen;
    serve([&](const HttpRequest& asked) {
        if (asked.client_certificate) seen = terminal_id_of(*asked.client_certificate);
        return text(200, "");
    });
    HttpClientSettings with_certificate = settings(server_->port());
    with_certificate.client_key_pem = new_tls_key().value();
    const auto csr = make_certificate_request(with_certificate.client_key_pem, "terminal").value();
    with_certificate.client_certificate_der =
        issue_terminal_certificate(authority_, csr, TerminalId{5}, {kNow - kYear, kNow + kYear}).value();
    EXPECT_TRUE(HttpClient(with_certificate).call(request()));
    EXPECT_EQ(seen, TerminalId{5});
}

TEST_F(HttpClientTest, judges_the_server_at_the_trusted_time_not_at_the_machines) {
    serve([](const HttpRequest&) { return text(200, ""); }, {kNow - 1000, kNow + 1000});
    EXPECT_TRUE(get(kNow));
    EXPECT_EQ(get(kNow + 10'000).error(), HttpError::untrusted);
    EXPECT_EQ(get(0).error(), HttpError::untrusted) << "1970";
    EXPECT_TRUE(get(std::nullopt)) << "no trusted time yet: chain and name, but no dates";
}

TEST_F(HttpClientTest, trusts_nothing_but_its_own_ca_even_without_a_trusted_time) {
    serve([](const HttpRequest&) { return text(200, "<html>log in</html>"); });
    HttpClientSettings other = settings(server_->port());
    other.ca_der = make_certificate_authority("other", {kNow - kYear, kNow + kYear})->certificate_der;
    EXPECT_EQ(HttpClient(other).call(request(std::nullopt)).error(), HttpError::untrusted);
    EXPECT_EQ(HttpClient(other).call(request()).error(), HttpError::untrusted);
}

TEST_F(HttpClientTest, trusts_the_names_in_the_certificate_only) {
    serve([](const HttpRequest&) { return text(200, ""); });
    HttpClientSettings other_name = settings(server_->port());
    other_name.base_url = "https://localhost:" + std::to_string(server_->port());
    const auto answer = HttpClient(other_name).call(request());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), HttpError::untrusted);
}

TEST_F(HttpClientTest, follows_no_redirect) {
    serve([](const HttpRequest&) {
        return HttpResponse{302, "text/html", {}, {{"Location", "https://127.0.0.1:1/elsewhere"}}};
    });
    EXPECT_EQ(get()->status, 302);
}

TEST_F(HttpClientTest, takes_no_more_than_the_limit) {
    serve([](const HttpRequest&) { return text(200, std::string(2000, 'x')); });
    EXPECT_EQ(get(kNow, 1999).error(), HttpError::too_large);
    EXPECT_TRUE(get(kNow, 2000));
}

TEST_F(HttpClientTest, says_unreachable_when_nobody_listens) {
    serve([](const HttpRequest&) { return text(200, ""); });
    const std::uint16_t port = server_->port();
    server_.reset();
    EXPECT_EQ(HttpClient(settings(port)).call(request()).error(), HttpError::unreachable);
}

TEST_F(HttpClientTest, says_cut_when_the_connection_ends_in_the_answer) {
    serve([](const HttpRequest&) { return text(200, std::string(50'000, 'x')); });
    tests::CuttingProxy proxy(server_->port(), [] { return tests::Cut{SIZE_MAX, 20'000}; });
    EXPECT_EQ(HttpClient(settings(proxy.port())).call(request(kNow, 100'000)).error(), HttpError::cut);
}

TEST_F(HttpClientTest, gives_up_after_its_time_out_and_when_told_to_stop) {
    std::mutex mutex;
    std::condition_variable changed;
    bool released = false;
    serve([&](const HttpRequest&) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return released; });
        return text(200, "");
    });
    HttpClientSettings impatient = settings(server_->port());
    impatient.total_timeout = std::chrono::milliseconds(200);
    EXPECT_EQ(HttpClient(impatient).call(request()).error(), HttpError::timeout);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(HttpClient(settings(server_->port())).call(request(), stop.get_token()).error(),
              HttpError::cancelled);
    const std::lock_guard lock(mutex);
    released = true;
    changed.notify_all();
}

TEST_F(HttpClientTest, speaks_https_only) {
    HttpClientSettings plain = settings(1);
    plain.base_url = "http://127.0.0.1:1";
    EXPECT_EQ(HttpClient(plain).call(request()).error(), HttpError::misconfigured);
}

}  // namespace
}  // namespace platform
