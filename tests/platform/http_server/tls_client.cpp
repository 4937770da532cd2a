#include "tls_client.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <csignal>

namespace platform::test {

namespace {

void use_identity(SSL_CTX* context, const ClientIdentity& identity) {
    const unsigned char* at = identity.certificate_der.data();
    const openssl::Certificate certificate(
        d2i_X509(nullptr, &at, static_cast<long>(identity.certificate_der.size())));
    SSL_CTX_use_certificate(context, certificate.get());
    const openssl::Bio pem(
        BIO_new_mem_buf(identity.key_pem.data(), static_cast<int>(identity.key_pem.size())));
    const openssl::Key key(PEM_read_bio_PrivateKey(pem.get(), nullptr, nullptr, nullptr));
    SSL_CTX_use_PrivateKey(context, key.get());
}

}  // namespace

TlsClient::TlsClient(std::uint16_t port, const std::optional<ClientIdentity>& identity, int max_version)
    : context_(SSL_CTX_new(TLS_client_method())) {
    std::signal(SIGPIPE, SIG_IGN);  // the server may be gone by the time of a write
    SSL_CTX_set_max_proto_version(context_.get(), max_version);
    if (identity) use_identity(context_.get(), *identity);
    bio_.reset(BIO_new_ssl_connect(context_.get()));
    BIO_set_conn_hostname(bio_.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
    connected_ = BIO_do_connect(bio_.get()) == 1 && BIO_do_handshake(bio_.get()) == 1;
    int fd = -1;
    BIO_get_fd(bio_.get(), &fd);
    const timeval wait{10, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ERR_clear_error();
}

bool TlsClient::send(std::string_view bytes) {
    if (bytes.empty()) return true;
    return BIO_write(bio_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
}

std::optional<Reply> TlsClient::receive() {
    char chunk[4096];
    while (true) {
        const std::size_t end = buffer_.find("\r\n\r\n");
        if (end != std::string::npos) {
            Reply reply;
            reply.head = buffer_.substr(0, end);
            reply.status = std::stoi(reply.head.substr(9, 3));
            const std::size_t at = reply.head.find("Content-Length: ");
            const std::size_t length = at == std::string::npos ? 0 : std::stoul(reply.head.substr(at + 16));
            if (buffer_.size() >= end + 4 + length) {
                reply.body = buffer_.substr(end + 4, length);
                buffer_.erase(0, end + 4 + length);
                return reply;
            }
        }
        const int got = BIO_read(bio_.get(), chunk, sizeof chunk);
        if (got <= 0) return std::nullopt;
        buffer_.append(chunk, static_cast<std::size_t>(got));
    }
}

bool TlsClient::closed_by_server() {
    char byte = 0;
    errno = 0;
    const int got = BIO_read(bio_.get(), &byte, 1);
    return got <= 0 && errno != EAGAIN;
}

}  // namespace platform::test
