// An HTTPS client for one server (libcurl). TLS 1.3 against one private CA and nothing else: the system's
// CAs, proxies and redirects are never used. The server's certificate is judged at the *trusted* time the
// caller gives, because this machine's clock may be wrong by decades; with none, chain and name are checked
// but no dates. One object belongs to one thread; the connection is kept and reused.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/clock/clock.h"

namespace platform {

enum class HttpError {
    no_network,   // no route, or the name cannot be resolved
    unreachable,  // nothing listens there
    timeout,
    untrusted,  // the server is not certified by the CA, or speaks no TLS: a captive portal, a proxy
    cut,        // the connection ended early; the request may have been carried out
    too_large,  // the answer is larger than allowed
    cancelled,
    misconfigured  // own key or certificate unusable, or the URL is not https
};
std::string_view name_of(HttpError error);

struct HttpClientSettings {
    std::string base_url;  // "https://host[:port]"
    /// The private CA. Empty: whoever answers is believed, which is only right for content that proves itself
    /// (a key list signed by the pinned root).
    Bytes ca_der;
    std::string client_key_pem;  // with client_certificate_der; both empty for none
    Bytes client_certificate_der;
    std::chrono::milliseconds connect_timeout{15'000};
    std::chrono::milliseconds total_timeout{120'000};
    /// Less than a byte per second for so long is a time-out.
    std::chrono::seconds stall_timeout{30};
};

struct HttpCall {
    std::string method;  // GET or POST
    std::string path;    // "/v1/ranges?…"
    std::string content_type;
    ByteView body;
    std::size_t max_answer_bytes = 64 * 1024;
    std::optional<UtcMs> trusted_time;
};

struct HttpAnswer {
    int status = 0;
    std::string content_type;  // without parameters, lower case
    Bytes body;
};

class HttpClient {
  public:
    explicit HttpClient(HttpClientSettings settings);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    ~HttpClient();

    /// Blocks. Any status is an answer; errors are of the transport.
    Result<HttpAnswer, HttpError> call(const HttpCall& request, std::stop_token stop = {});

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace platform
