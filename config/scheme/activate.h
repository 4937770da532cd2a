// Which pack may take the place of the active one: signed by the pack key, whole, its own worked answers
// right, and not older. Where this says no, the active pack stays. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/scheme/pack.h"
#include "platform/crypto/crypto.h"

namespace config {

enum class ActivationProblem : std::uint8_t {
    bad_signature,  // not signed by that key, or changed since
    bad_pack,       // `pack` says where and why
    older,          // a lower edition than the active pack of the same id
    same_edition,   // the active pack's edition with other content: give it a higher one
};
struct ActivationError {
    ActivationProblem problem{};
    std::optional<PackError> pack;
};
/// One line for an operator.
std::string describe(const ActivationError& error, std::string_view file);

/// `active` is the pack in force, null for none. The very same file again is fine.
platform::Result<Pack, ActivationError> activate(std::string_view file, platform::ByteView toml,
                                                 platform::ByteView signature,
                                                 const platform::SigningPublicKey& pack_key,
                                                 const Pack* active);

}  // namespace config
