#include "platform/http_server/server_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "platform/pki/openssl_handles.h"

namespace platform {

namespace {

openssl::Certificate read_certificate(const Bytes& der) {
    const unsigned char* at = der.data();
    return openssl::Certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

bool use_chain(SSL_CTX* context, const std::vector<Bytes>& chain) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const auto certificate = read_certificate(chain[i]);
        if (!certificate) return false;
        if (i == 0 ? SSL_CTX_use_certificate(context, certificate.get()) != 1
                   : SSL_CTX_add1_chain_cert(context, certificate.get()) != 1) {
            return false;
        }
    }
    return !chain.empty();
}

bool use_key(SSL_CTX* context, const std::string& pem) {
    const openssl::Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const openssl::Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, const_cast<char*>("")));
    return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

/// Who comes with an expired certificate may still say so; the handler decides what for.
int let_expired_through(int verified, X509_STORE_CTX* chain) {
    const bool expired = X509_STORE_CTX_get_error(chain) == X509_V_ERR_CERT_HAS_EXPIRED &&
                         X509_STORE_CTX_get_error_depth(chain) == 0;
    return expired ? 1 : verified;
}

bool trust_clients_of(SSL_CTX* context, const Bytes& authority_der) {
    const auto authority = read_certificate(authority_der);
    if (!authority || X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get()) != 1 ||
        SSL_CTX_add_client_CA(context, authority.get()) != 1) {
        return false;
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, let_expired_through);
    X509_VERIFY_PARAM_set_purpose(SSL_CTX_get0_param(context), X509_PURPOSE_SSL_CLIENT);
    return true;
}

}  // namespace

std::optional<boost::asio::ssl::context> make_server_context(const HttpServerSettings& settings) {
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_server);
    SSL_CTX* handle = context.native_handle();
    // Every handshake verifies the client's certificate anew: a resumed session would outlive its dates.
    SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(handle, 0);
    const bool usable =
        SSL_CTX_set_min_proto_version(handle, TLS1_3_VERSION) == 1 &&
        use_chain(handle, settings.certificate_chain) && use_key(handle, settings.key_pem) &&
        (settings.client_authority_der.empty() || trust_clients_of(handle, settings.client_authority_der));
    ERR_clear_error();
    if (!usable) return std::nullopt;
    return context;
}

void set_verification_time(SSL* connection, UtcMs now) {
    X509_VERIFY_PARAM_set_time(SSL_get0_param(connection), now / 1000);
}

PeerCertificate peer_certificate(SSL* connection) {
    const openssl::Certificate certificate(SSL_get1_peer_certificate(connection));
    const long verified = SSL_get_verify_result(connection);
    if (!certificate || (verified != X509_V_OK && verified != X509_V_ERR_CERT_HAS_EXPIRED)) return {};
    unsigned char* buffer = nullptr;
    const int length = i2d_X509(certificate.get(), &buffer);
    if (length <= 0) return {};
    Bytes der(buffer, buffer + length);
    OPENSSL_free(buffer);
    if (verified == X509_V_OK) return {std::move(der), std::nullopt};
    return {std::nullopt, std::move(der)};
}

}  // namespace platform
