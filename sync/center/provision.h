// Redeeming a one-time provisioning code: the terminal brings its public keys and gets its certificate.
#pragma once

#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace mutual_aid::v1 {
class ProvisionRequest;
}

namespace syncing::center {

/// A terminal's certificate is good for so long.
constexpr platform::UtcMs kTerminalLife = 3LL * 366 * 24 * 3600 * 1000;

enum class ProvisionError {
    malformed,     // a field of the wrong length, or not a certificate request
    unknown_code,  // no such code
    expired_code,
    used_code,  // redeemed already with other keys
    revoked,    // the terminal was revoked meanwhile
    other_key,  // a renewal for another key than the one that was certified last
    store_busy,
    store_failed,  // or full: nothing was stored
};
std::string_view name_of(ProvisionError error);

/// What is stored of a code: its secret cannot be had back.
platform::Hash code_hash(const platform::ByteArray<16>& secret);

/// The bytes of a ProvisionAnswer. The same code with the same request gives the same bytes, certificate
/// included.
platform::Result<platform::Bytes, ProvisionError> redeem_code(ServeStore& store, const ServeKeys& keys,
                                                              std::string_view center_name,
                                                              const mutual_aid::v1::ProvisionRequest& request,
                                                              platform::UtcMs now);

/// The bytes of a RenewAnswer: `presented`, the certificate of the connection (it may have expired), is
/// followed by one of the same key. Asking again gives another, just as good.
platform::Result<platform::Bytes, ProvisionError> renew_certificate(ServeStore& store, const ServeKeys& keys,
                                                                    const platform::TerminalId& terminal,
                                                                    platform::ByteView presented,
                                                                    platform::ByteView request,
                                                                    platform::UtcMs now);

}  // namespace syncing::center
