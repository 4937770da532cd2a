// The private certificate authority of a district center and the certificates it issues (OpenSSL, ECDSA
// P-256). Shapes: private keys travel as PKCS#8 PEM (secret: wipe after use, files 0600), certificates and
// certificate requests as DER. Times are passed in (UTC ms, whole seconds are kept), never read from a clock,
// so a simulated clock works. Functions are thread-safe; nothing throws; the library's error queue is left
// empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/clock/clock.h"

namespace platform {

enum class PkiError {
    bad_key,          // not a P-256 private key in PEM
    bad_certificate,  // not one certificate in DER (or PEM where said)
    bad_request,      // not a certificate request, or its own signature does not verify, or not P-256
    bad_name,         // empty, too long, or a host that is neither a name nor an address
    library,          // OpenSSL failed (out of memory)
};
std::string_view pki_error_text(PkiError error);

using TerminalId = ByteArray<16>;

struct Validity {
    UtcMs from = 0;
    UtcMs to = 0;
};

struct CertificateAuthority {
    std::string key_pem;
    Bytes certificate_der;
};

Result<std::string, PkiError> new_tls_key();

/// PKCS#10 signed by the key. The common name is for people only: the issuer chooses the names it certifies.
Result<Bytes, PkiError> make_certificate_request(std::string_view key_pem, std::string_view common_name);

/// Self-signed, path length 0, may only sign certificates.
Result<CertificateAuthority, PkiError> make_certificate_authority(std::string_view name,
                                                                  const Validity& validity);

/// Server authentication for the key's public part. `hosts` are DNS names or IP addresses, at least one.
Result<Bytes, PkiError> issue_server_certificate(const CertificateAuthority& authority,
                                                 std::string_view key_pem,
                                                 const std::vector<std::string>& hosts,
                                                 const Validity& validity);

/// Client authentication for the request's public key. Names in the request are ignored; the certificate
/// carries common name = 32 hex digits of the id and URI "urn:mutual-aid:terminal:" + the same.
Result<Bytes, PkiError> issue_terminal_certificate(const CertificateAuthority& authority,
                                                   ByteView request_der, const TerminalId& id,
                                                   const Validity& validity);

/// The id in a terminal certificate's URI; nothing in any other certificate. Proves nothing by itself:
/// ask only of a certificate whose chain has been verified.
std::optional<TerminalId> terminal_id_of(ByteView certificate_der);

/// SubjectPublicKeyInfo in DER: the same for every request and certificate of one key.
Result<Bytes, PkiError> public_key_of_request(ByteView request_der);
Result<Bytes, PkiError> public_key_of_certificate(ByteView certificate_der);

/// SHA-256 of the DER, as openssl and browsers print it.
ByteArray<32> certificate_fingerprint(ByteView certificate_der);
Result<Validity, PkiError> certificate_validity(ByteView certificate_der);

std::string certificate_to_pem(ByteView certificate_der);
/// The first certificate of a PEM text.
Result<Bytes, PkiError> certificate_from_pem(std::string_view pem);

}  // namespace platform
