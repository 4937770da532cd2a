#include "platform/pki/pki.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>

#include "platform/pki/openssl_handles.h"

namespace platform {

namespace {

using namespace openssl;

constexpr std::string_view kTerminalUri = "urn:mutual-aid:terminal:";
constexpr std::size_t kMaxNameLength = 64;  // X.520 upper bound of a common name

/// Leaves no stale error for the next caller of the library in this thread.
struct CleanErrors {
    ~CleanErrors() { ERR_clear_error(); }
};

bool is_p256(const EVP_PKEY* key) {
    char group[64];
    std::size_t length = 0;
    return key != nullptr && EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 &&
           std::string_view(group, length) == "prime256v1";
}

Key read_key(std::string_view pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    // No prompt on an encrypted key: an empty password simply fails.
    Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, const_cast<char*>("")) : nullptr);
    if (!is_p256(key.get())) return nullptr;
    return key;
}

template <class T, class F>
Bytes to_der(const T* object, F encode) {
    unsigned char* buffer = nullptr;
    const int length = encode(object, &buffer);
    if (length <= 0) return {};
    Bytes out(buffer, buffer + length);
    OPENSSL_free(buffer);
    return out;
}

Certificate read_certificate(ByteView der) {
    const unsigned char* at = der.data();
    Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (certificate && at != der.data() + der.size()) return nullptr;
    return certificate;
}

CertificateRequest read_request(ByteView der) {
    const unsigned char* at = der.data();
    CertificateRequest request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
    if (!request || at != der.data() + der.size()) return nullptr;
    EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
    if (!is_p256(key) || X509_REQ_verify(request.get(), key) != 1) return nullptr;
    return request;
}

Name make_name(std::string_view common_name) {
    if (common_name.empty() || common_name.size() > kMaxNameLength) return nullptr;
    Name name(X509_NAME_new());
    if (!name || X509_NAME_add_entry_by_txt(name.get(), "CN", MBSTRING_UTF8,
                                            reinterpret_cast<const unsigned char*>(common_name.data()),
                                            static_cast<int>(common_name.size()), -1, 0) != 1) {
        return nullptr;
    }
    return name;
}

bool add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
    std::uint8_t serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1) return false;
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7F) | 0x40);  // positive, always 16 bytes
    BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
    const bool set = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return set;
}

/// ASN1_TIME_set also writes dates after 2049, as X.509 wants them (GeneralizedTime).
bool set_validity(X509* certificate, const Validity& validity) {
    return ASN1_TIME_set(X509_getm_notBefore(certificate), validity.from / 1000) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), validity.to / 1000) != nullptr;
}

struct Extensions {
    std::string constraints;
    std::string key_usage;
    std::string extended_key_usage;
    std::string alternative_names;
};

/// A version 3 certificate of `subject_key`, signed by `issuer_key`; self-signed when there is no issuer.
Result<Bytes, PkiError> issue(X509* issuer, EVP_PKEY* issuer_key, EVP_PKEY* subject_key,
                              std::string_view common_name, const Validity& validity,
                              const Extensions& extensions) {
    const Name subject = make_name(common_name);
    if (!subject) return fail(PkiError::bad_name);
    const Certificate certificate(X509_new());
    X509* made = certificate.get();
    X509* signer = issuer ? issuer : made;
    bool ok = made && X509_set_version(made, X509_VERSION_3) && set_serial(made) &&
              set_validity(made, validity) && X509_set_subject_name(made, subject.get()) &&
              X509_set_issuer_name(made, issuer ? X509_get_subject_name(issuer) : subject.get()) &&
              X509_set_pubkey(made, subject_key) &&
              add_extension(made, signer, NID_basic_constraints, extensions.constraints) &&
              add_extension(made, signer, NID_key_usage, extensions.key_usage) &&
              add_extension(made, signer, NID_subject_key_identifier, "hash") &&
              add_extension(made, signer, NID_authority_key_identifier, "keyid");
    if (ok && !extensions.extended_key_usage.empty()) {
        ok = add_extension(made, signer, NID_ext_key_usage, extensions.extended_key_usage);
    }
    if (ok && !extensions.alternative_names.empty()) {
        ok = add_extension(made, signer, NID_subject_alt_name, extensions.alternative_names);
    }
    if (!ok || X509_sign(made, issuer_key, EVP_sha256()) == 0) return fail(PkiError::library);
    return to_der(made, [](const X509* object, unsigned char** out) { return i2d_X509(object, out); });
}

/// "DNS:name" or "IP:address"; nothing for what could smuggle another name into the extension's text.
std::optional<std::string> alternative_name(const std::string& host) {
    in6_addr address{};
    if (inet_pton(AF_INET, host.c_str(), &address) == 1 || inet_pton(AF_INET6, host.c_str(), &address) == 1) {
        return "IP:" + host;
    }
    const auto allowed = [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '-'; };
    if (host.empty() || host.size() > 253 || !std::all_of(host.begin(), host.end(), allowed))
        return std::nullopt;
    return "DNS:" + host;
}

Result<Bytes, PkiError> public_key_der(EVP_PKEY* key) {
    Bytes der =
        to_der(key, [](const EVP_PKEY* object, unsigned char** out) { return i2d_PUBKEY(object, out); });
    if (der.empty()) return fail(PkiError::library);
    return der;
}

std::optional<UtcMs> time_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return static_cast<UtcMs>(timegm(&parts)) * 1000;
}

}  // namespace

std::string_view pki_error_text(PkiError error) {
    switch (error) {
        case PkiError::bad_key:
            return "not a P-256 private key in PEM";
        case PkiError::bad_certificate:
            return "not a certificate";
        case PkiError::bad_request:
            return "not a valid certificate request for a P-256 key";
        case PkiError::bad_name:
            return "a certificate name is empty, too long or not allowed";
        case PkiError::library:
            return "the cryptographic library failed";
    }
    return "";
}

Result<std::string, PkiError> new_tls_key() {
    const CleanErrors clean;
    const Key key(EVP_EC_gen("P-256"));
    const Bio bio(BIO_new(BIO_s_secmem()));
    if (!key || !bio ||
        PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return fail(PkiError::library);
    }
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return std::string(text, static_cast<std::size_t>(length));
}

Result<Bytes, PkiError> make_certificate_request(std::string_view key_pem, std::string_view common_name) {
    const CleanErrors clean;
    const Key key = read_key(key_pem);
    if (!key) return fail(PkiError::bad_key);
    const Name name = make_name(common_name);
    if (!name) return fail(PkiError::bad_name);
    const CertificateRequest request(X509_REQ_new());
    if (!request || !X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) ||
        !X509_REQ_set_subject_name(request.get(), name.get()) ||
        !X509_REQ_set_pubkey(request.get(), key.get()) ||
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0) {
        return fail(PkiError::library);
    }
    return to_der(request.get(),
                  [](const X509_REQ* object, unsigned char** out) { return i2d_X509_REQ(object, out); });
}

Result<CertificateAuthority, PkiError> make_certificate_authority(std::string_view name,
                                                                  const Validity& validity) {
    const CleanErrors clean;
    auto key_pem = new_tls_key();
    if (!key_pem) return fail(key_pem.error());
    const Key key = read_key(*key_pem);
    auto certificate = issue(nullptr, key.get(), key.get(), name, validity,
                             {.constraints = "critical,CA:TRUE,pathlen:0",
                              .key_usage = "critical,keyCertSign,cRLSign",
                              .extended_key_usage = {},
                              .alternative_names = {}});
    if (!certificate) return fail(certificate.error());
    return CertificateAuthority{std::move(*key_pem), std::move(*certificate)};
}

Result<Bytes, PkiError> issue_server_certificate(const CertificateAuthority& authority,
                                                 std::string_view key_pem,
                                                 const std::vector<std::string>& hosts,
                                                 const Validity& validity) {
    const CleanErrors clean;
    const Certificate issuer = read_certificate(authority.certificate_der);
    if (!issuer) return fail(PkiError::bad_certificate);
    const Key issuer_key = read_key(authority.key_pem);
    const Key key = read_key(key_pem);
    if (!issuer_key || !key) return fail(PkiError::bad_key);
    if (hosts.empty()) return fail(PkiError::bad_name);
    std::string names;
    for (const std::string& host : hosts) {
        const auto name = alternative_name(host);
        if (!name) return fail(PkiError::bad_name);
        names += (names.empty() ? "" : ",") + *name;
    }
    // A client checks the alternative names; the common name only has to fit.
    return issue(issuer.get(), issuer_key.get(), key.get(),
                 std::string_view(hosts.front()).substr(0, kMaxNameLength), validity,
                 {.constraints = "critical,CA:FALSE",
                  .key_usage = "critical,digitalSignature",
                  .extended_key_usage = "serverAuth",
                  .alternative_names = names});
}

Result<Bytes, PkiError> issue_terminal_certificate(const CertificateAuthority& authority,
                                                   ByteView request_der, const TerminalId& id,
                                                   const Validity& validity) {
    const CleanErrors clean;
    const Certificate issuer = read_certificate(authority.certificate_der);
    if (!issuer) return fail(PkiError::bad_certificate);
    const Key issuer_key = read_key(authority.key_pem);
    if (!issuer_key) return fail(PkiError::bad_key);
    const CertificateRequest request = read_request(request_der);
    if (!request) return fail(PkiError::bad_request);
    const std::string hex = to_hex(id);
    return issue(issuer.get(), issuer_key.get(), X509_REQ_get0_pubkey(request.get()), hex, validity,
                 {.constraints = "critical,CA:FALSE",
                  .key_usage = "critical,digitalSignature",
                  .extended_key_usage = "clientAuth",
                  .alternative_names = "URI:" + std::string(kTerminalUri) + hex});
}

std::optional<TerminalId> terminal_id_of(ByteView certificate_der) {
    const CleanErrors clean;
    const Certificate certificate = read_certificate(certificate_der);
    if (!certificate) return std::nullopt;
    const Handle<GENERAL_NAMES, GENERAL_NAMES_free> names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
    if (!names || sk_GENERAL_NAME_num(names.get()) != 1) return std::nullopt;
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), 0);
    if (name->type != GEN_URI) return std::nullopt;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    const std::string_view text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                                static_cast<std::size_t>(ASN1_STRING_length(uri)));
    if (!text.starts_with(kTerminalUri)) return std::nullopt;
    const auto bytes = from_hex(text.substr(kTerminalUri.size()));
    if (!bytes) return std::nullopt;
    return array_of<16>(*bytes);
}

Result<Bytes, PkiError> public_key_of_request(ByteView request_der) {
    const CleanErrors clean;
    const CertificateRequest request = read_request(request_der);
    if (!request) return fail(PkiError::bad_request);
    return public_key_der(X509_REQ_get0_pubkey(request.get()));
}

Result<Bytes, PkiError> public_key_of_certificate(ByteView certificate_der) {
    const CleanErrors clean;
    const Certificate certificate = read_certificate(certificate_der);
    if (!certificate) return fail(PkiError::bad_certificate);
    return public_key_der(X509_get0_pubkey(certificate.get()));
}

ByteArray<32> certificate_fingerprint(ByteView certificate_der) {
    ByteArray<32> digest{};
    SHA256(certificate_der.data(), certificate_der.size(), digest.data());
    return digest;
}

Result<Validity, PkiError> certificate_validity(ByteView certificate_der) {
    const CleanErrors clean;
    const Certificate certificate = read_certificate(certificate_der);
    if (!certificate) return fail(PkiError::bad_certificate);
    const auto from = time_of(X509_get0_notBefore(certificate.get()));
    const auto to = time_of(X509_get0_notAfter(certificate.get()));
    if (!from || !to) return fail(PkiError::bad_certificate);
    return Validity{*from, *to};
}

std::string certificate_to_pem(ByteView certificate_der) {
    const std::string base64 = to_base64(certificate_der);
    std::string pem = "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < base64.size(); at += 64) pem += base64.substr(at, 64) + "\n";
    return pem + "-----END CERTIFICATE-----\n";
}

Result<Bytes, PkiError> certificate_from_pem(std::string_view pem) {
    const CleanErrors clean;
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Certificate certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) return fail(PkiError::bad_certificate);
    return to_der(certificate.get(),
                  [](const X509* object, unsigned char** out) { return i2d_X509(object, out); });
}

}  // namespace platform
