#include "config/scheme/activate.h"

#include "platform/base/check.h"

namespace config {

std::string describe(const ActivationError& error, std::string_view file) {
    const std::string name(file);
    switch (error.problem) {
        case ActivationProblem::bad_signature:
            return name + ": is not signed by the pack key, or was changed after signing";
        case ActivationProblem::bad_pack:
            return describe(*error.pack);
        case ActivationProblem::older:
            return name + ": edition: is older than the active pack's";
        case ActivationProblem::same_edition:
            return name +
                   ": edition: is the active pack's, but the content differs: give it a higher edition";
    }
    platform::check(false, "every activation problem has words");
    return {};
}

platform::Result<Pack, ActivationError> activate(std::string_view file, platform::ByteView toml,
                                                 platform::ByteView signature,
                                                 const platform::SigningPublicKey& pack_key,
                                                 const Pack* active) {
    const auto no = [](ActivationProblem problem, std::optional<PackError> pack = std::nullopt) {
        return platform::fail(ActivationError{problem, std::move(pack)});
    };
    // First the signature: nothing unsigned is even parsed.
    if (!platform::verify(pack_key, platform::Purpose::pack, {toml}, signature)) {
        return no(ActivationProblem::bad_signature);
    }
    auto pack = load_pack(file, toml);
    if (!pack) return no(ActivationProblem::bad_pack, pack.error());
    if (active != nullptr && active->id == pack->id) {
        if (pack->edition < active->edition) return no(ActivationProblem::older);
        if (pack->edition == active->edition && pack->hash != active->hash) {
            return no(ActivationProblem::same_edition);
        }
    }
    return std::move(*pack);
}

}  // namespace config
