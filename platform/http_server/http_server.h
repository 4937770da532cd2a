// An HTTPS server for many keep-alive clients: one I/O thread of coroutines, a small pool of threads for the
// handler. TLS 1.3 only. A client certificate is optional at the TLS level; one that is presented must verify
// against `client_authority_der` at the time of the given clock, or the handshake fails; only one that has
// expired gets through, set apart, so that its holder can renew it. No Beast in here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/clock/clock.h"

namespace platform {

struct HttpRequest {
    std::string method;                                      // "GET", upper case
    std::string path;                                        // "/v1/updates", percent-escapes as sent
    std::vector<std::pair<std::string, std::string>> query;  // in order, decoded
    std::string content_type;                                // without parameters, lower case
    Bytes body;
    /// DER of the client's verified certificate.
    std::optional<Bytes> client_certificate;
    std::vector<std::pair<std::string, std::string>> headers{};  // in order, names in lower case
    std::string remote{};                                        // the client's IP address
    /// DER of one that verified but for having expired; then there is no client_certificate.
    std::optional<Bytes> expired_certificate{};

    /// The first of that name.
    std::optional<std::string_view> parameter(std::string_view name) const;
    /// The first of that name, which is in lower case.
    std::optional<std::string_view> header(std::string_view name) const;
};

struct HttpResponse {
    int status = 200;
    std::string content_type;
    Bytes body;
    std::vector<std::pair<std::string, std::string>> headers;  // Cache-Control is no-store unless it is here
};

/// RFC 9457 problem details plus "retryable". `type` is a short name; it becomes
/// "urn:mutual-aid:problem:" + type. `more` are extra members with JSON values as they stand.
struct Problem {
    int status = 500;
    std::string type;
    std::string title;
    bool retryable = false;
    std::vector<std::pair<std::string, std::string>> more;
};
HttpResponse problem_response(const Problem& problem);

/// Splits "/path?a=b&c=d"; nothing when it does not start with '/' or an escape is broken.
struct RequestTarget {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
};
std::optional<RequestTarget> parse_target(std::string_view target);

/// Called on pool threads, several at a time: must be thread-safe and must not throw.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct HttpServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                // 0: any free one, see port()
    std::vector<Bytes> certificate_chain;  // DER, the server's first
    std::string key_pem;
    Bytes client_authority_der;  // empty: client certificates are not asked for
    std::size_t max_header_bytes = 16 * 1024;
    std::size_t max_body_bytes = 8 * 1024 * 1024;
    std::size_t max_connections = 4096;  // more are closed at once
    unsigned handler_threads = 4;
    std::chrono::milliseconds handshake_timeout{10'000};
    std::chrono::milliseconds request_timeout{
        60'000};  // from a request's first byte to its last, and to write the answer
    std::chrono::milliseconds idle_timeout{75'000};  // between requests
};

enum class HttpServerError {
    bad_address,      // not an IP address
    bad_certificate,  // chain, key or client authority unusable, or key and certificate differ
    cannot_listen,    // port taken or not allowed
};
std::string_view http_server_error_text(HttpServerError error);

class HttpServer {
  public:
    /// Listens and serves at once. `clock` judges client certificates' dates and must outlive the server.
    static Result<std::unique_ptr<HttpServer>, HttpServerError> start(HttpServerSettings settings,
                                                                      HttpHandler handler,
                                                                      const Clock& clock);
    /// As stop().
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::uint16_t port() const;
    /// Accepts no more, lets requests in hand be answered (for at most request_timeout), closes the rest.
    /// Blocks.
    void stop();

  private:
    class Impl;
    explicit HttpServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace platform
