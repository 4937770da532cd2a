// The TLS side of the server: private to this folder (the only header here that shows Asio).
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <optional>

#include "platform/http_server/http_server.h"

namespace platform {

/// TLS 1.3, the settings' chain and key, client certificates verified when presented.
std::optional<boost::asio::ssl::context> make_server_context(const HttpServerSettings& settings);

/// Client certificates of this connection are judged at that time instead of the system's.
void set_verification_time(SSL* connection, UtcMs now);

/// DER of the peer's certificate: one of them, or none.
struct PeerCertificate {
    std::optional<Bytes> verified;
    std::optional<Bytes> expired;
};
PeerCertificate peer_certificate(SSL* connection);

}  // namespace platform
