// A blocking TLS client with nothing clever in it, so that a test can send exactly the bytes it means to.
#pragma once

#include <openssl/ssl.h>

#include <optional>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/pki/openssl_handles.h"

namespace platform::test {

struct ClientIdentity {
    std::string key_pem;
    Bytes certificate_der;
};

struct Reply {
    int status = 0;
    std::string head;
    std::string body;
};

class TlsClient {
  public:
    /// Connects to 127.0.0.1:port; connected() tells whether the handshake was done.
    explicit TlsClient(std::uint16_t port, const std::optional<ClientIdentity>& identity = std::nullopt,
                       int max_version = TLS1_3_VERSION);
    bool connected() const { return connected_; }
    bool send(std::string_view bytes);
    /// One answer with a Content-Length; nothing when the connection ends before it is whole.
    std::optional<Reply> receive();
    /// True when the server ends the connection (within the socket's 10 s).
    bool closed_by_server();

  private:
    openssl::Handle<SSL_CTX, SSL_CTX_free> context_;
    openssl::Bio bio_;
    std::string buffer_;
    bool connected_ = false;
};

}  // namespace platform::test
