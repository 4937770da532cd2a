#include "platform/crypto/hasher.h"

#include <sodium.h>

#include <new>

namespace platform {

static_assert(sizeof(Hash) == crypto_generichash_BYTES);

namespace {

using State = crypto_generichash_state;

State* state_in(std::array<std::byte, sizeof(State)>& room) {
    return std::launder(reinterpret_cast<State*>(room.data()));
}

}  // namespace

Hasher::Hasher(ByteView key) {
    crypto_generichash_init(new (state_.data()) State, key.empty() ? nullptr : key.data(), key.size(),
                            crypto_generichash_BYTES);
}

void Hasher::add(ByteView part) {
    crypto_generichash_update(state_in(state_), part.data(), part.size());
}

Hash Hasher::finish() {
    Hash out{};
    crypto_generichash_final(state_in(state_), out.data(), out.size());
    sodium_memzero(state_.data(), state_.size());
    return out;
}

}  // namespace platform
