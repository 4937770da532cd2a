#include "platform/pki/pki.h"

#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "platform/pki/openssl_handles.h"

namespace platform {
namespace {

const UtcMs kNow = *parse_civil_time("2026-06-15T09:00");
constexpr UtcMs kYear = 365LL * 24 * 3600 * 1000;
const Validity kTenYears{kNow, kNow + 10 * kYear};
const TerminalId kTerminal{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

openssl::Certificate parse(const Bytes& der) {
    const unsigned char* at = der.data();
    return openssl::Certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

/// OpenSSL's own verdict on a leaf at a time, X509_V_OK when good.
int verify(const Bytes& ca_der, const Bytes& leaf_der, UtcMs at, int purpose) {
    const auto ca = parse(ca_der);
    const auto leaf = parse(leaf_der);
    const openssl::Handle<X509_STORE, X509_STORE_free> store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), ca.get());
    const openssl::Handle<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), at / 1000);
    X509_VERIFY_PARAM_set_purpose(X509_STORE_CTX_get0_param(context.get()), purpose);
    X509_verify_cert(context.get());
    return X509_STORE_CTX_get_error(context.get());
}

class Pki : public testing::Test {
  protected:
    const CertificateAuthority authority = *make_certificate_authority("Mutual aid test CA", kTenYears);
    const std::string key = *new_tls_key();
    const Bytes request = *make_certificate_request(key, "anything");
    const Validity two_years{kNow, kNow + 2 * kYear};
};

TEST_F(Pki, a_terminal_certificate_verifies_for_clients_only) {
    const Bytes certificate = *issue_terminal_certificate(authority, request, kTerminal, two_years);
    EXPECT_EQ(verify(authority.certificate_der, certificate, kNow + 1000, X509_PURPOSE_SSL_CLIENT),
              X509_V_OK);
    EXPECT_EQ(verify(authority.certificate_der, certificate, kNow + 1000, X509_PURPOSE_SSL_SERVER),
              X509_V_ERR_INVALID_PURPOSE);
}

TEST_F(Pki, a_terminal_certificate_ends_when_told) {
    const Bytes certificate = *issue_terminal_certificate(authority, request, kTerminal, two_years);
    EXPECT_EQ(verify(authority.certificate_der, certificate, kNow + 3 * kYear, X509_PURPOSE_SSL_CLIENT),
              X509_V_ERR_CERT_HAS_EXPIRED);
    const Validity read = *certificate_validity(certificate);
    EXPECT_EQ(read.from, two_years.from);
    EXPECT_EQ(read.to, two_years.to);
}

TEST_F(Pki, a_terminal_certificate_carries_the_id_and_not_the_names_asked_for) {
    const Bytes certificate = *issue_terminal_certificate(authority, request, kTerminal, two_years);
    EXPECT_EQ(terminal_id_of(certificate), kTerminal);
    char name[128];
    X509_NAME_get_text_by_NID(X509_get_subject_name(parse(certificate).get()), NID_commonName, name,
                              sizeof name);
    EXPECT_EQ(std::string(name), to_hex(kTerminal));
}

TEST_F(Pki, a_certificate_of_another_authority_does_not_verify) {
    const auto other = *make_certificate_authority("Mutual aid test CA", kTenYears);
    const Bytes certificate = *issue_terminal_certificate(other, request, kTerminal, two_years);
    EXPECT_NE(verify(authority.certificate_der, certificate, kNow + 1000, X509_PURPOSE_SSL_CLIENT),
              X509_V_OK);
}

TEST_F(Pki, a_server_certificate_names_its_hosts) {
    const Bytes certificate =
        *issue_server_certificate(authority, key, {"127.0.0.1", "center.example", "::1"}, two_years);
    EXPECT_EQ(verify(authority.certificate_der, certificate, kNow + 1000, X509_PURPOSE_SSL_SERVER),
              X509_V_OK);
    const auto parsed = parse(certificate);
    EXPECT_EQ(X509_check_ip_asc(parsed.get(), "127.0.0.1", 0), 1);
    EXPECT_EQ(X509_check_ip_asc(parsed.get(), "::1", 0), 1);
    EXPECT_EQ(X509_check_host(parsed.get(), "center.example", 0, 0, nullptr), 1);
    EXPECT_EQ(X509_check_host(parsed.get(), "other.example", 0, 0, nullptr), 0);
    EXPECT_EQ(terminal_id_of(certificate), std::nullopt);
}

TEST_F(Pki, a_host_that_would_smuggle_another_name_in_is_refused) {
    for (const char* host : {"", "a,DNS:b", "a b", "a\nb", "例"}) {
        const auto made = issue_server_certificate(authority, key, {host}, two_years);
        ASSERT_FALSE(made) << host;
        EXPECT_EQ(made.error(), PkiError::bad_name) << host;
    }
    EXPECT_FALSE(issue_server_certificate(authority, key, {}, two_years));
}

TEST_F(Pki, a_request_changed_at_any_byte_is_refused_or_names_the_same_key) {
    const Bytes public_key = *public_key_of_request(request);
    for (std::size_t at = 0; at < request.size(); ++at) {
        Bytes changed = request;
        changed[at] ^= 0x01;
        const auto made = issue_terminal_certificate(authority, changed, kTerminal, two_years);
        if (made) {
            EXPECT_EQ(*public_key_of_certificate(*made), public_key) << "byte " << at;
        }
    }
    EXPECT_EQ(issue_terminal_certificate(authority, Bytes{}, kTerminal, two_years).error(),
              PkiError::bad_request);
}

TEST_F(Pki, a_certificate_has_the_key_of_its_request) {
    const Bytes certificate = *issue_terminal_certificate(authority, request, kTerminal, two_years);
    EXPECT_EQ(*public_key_of_certificate(certificate), *public_key_of_request(request));
}

TEST_F(Pki, certificates_round_trip_through_pem) {
    EXPECT_EQ(*certificate_from_pem(certificate_to_pem(authority.certificate_der)),
              authority.certificate_der);
    EXPECT_EQ(certificate_from_pem("no certificate").error(), PkiError::bad_certificate);
}

TEST_F(Pki, a_text_that_is_no_key_is_named_so) {
    EXPECT_EQ(make_certificate_request("", "x").error(), PkiError::bad_key);
    EXPECT_EQ(make_certificate_request("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "x")
                  .error(),
              PkiError::bad_key);
    EXPECT_EQ(make_certificate_request(key, "").error(), PkiError::bad_name);
}

TEST_F(Pki, dates_after_2049_hold) {
    const Validity far{*parse_civil_time("2060-01-01T00:00"), *parse_civil_time("2069-01-01T00:00")};
    const Bytes certificate = *issue_terminal_certificate(authority, request, kTerminal, far);
    EXPECT_EQ(certificate_validity(certificate)->to, far.to);
}

TEST_F(Pki, fingerprints_differ_between_certificates) {
    EXPECT_NE(certificate_fingerprint(authority.certificate_der),
              certificate_fingerprint(*issue_terminal_certificate(authority, request, kTerminal, two_years)));
}

}  // namespace
}  // namespace platform
