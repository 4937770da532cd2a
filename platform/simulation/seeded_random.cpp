#include "platform/simulation/seeded_random.h"

// The one way to seed OpenSSL 3 from outside is the interface of OpenSSL 1.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/rand.h>
#include <sodium.h>

#include <array>
#include <cstring>

#include "platform/base/check.h"

namespace platform {

namespace {

struct Stream {
    std::uint64_t seed = 0;
    std::uint64_t drawn = 0;
};
Stream stream;

void draw(void* out, std::size_t size) {
    std::array<unsigned char, randombytes_SEEDBYTES> key{};
    std::memcpy(key.data(), &stream.seed, sizeof stream.seed);
    std::memcpy(key.data() + sizeof stream.seed, &stream.drawn, sizeof stream.drawn);
    ++stream.drawn;
    randombytes_buf_deterministic(out, size, key.data());
}

randombytes_implementation sodium_source() {
    randombytes_implementation source{};
    source.implementation_name = [] { return "simulation"; };
    source.random = [] {
        std::uint32_t number = 0;
        draw(&number, sizeof number);
        return number;
    };
    source.buf = draw;
    return source;
}

RAND_METHOD openssl_source() {
    RAND_METHOD source{};
    source.bytes = [](unsigned char* out, int size) {
        draw(out, static_cast<std::size_t>(size));
        return 1;
    };
    source.pseudorand = source.bytes;
    source.status = [] { return 1; };
    return source;
}

}  // namespace

SeededRandom::SeededRandom(std::uint64_t seed) {
    static randombytes_implementation sodium = sodium_source();
    static const RAND_METHOD openssl = openssl_source();
    stream = {seed, 0};
    check(randombytes_set_implementation(&sodium) == 0, "libsodium takes no other randomness");
    check(RAND_set_rand_method(&openssl) == 1, "OpenSSL takes no other randomness");
}

SeededRandom::~SeededRandom() {
    randombytes_set_implementation(&randombytes_sysrandom_implementation);
    RAND_set_rand_method(RAND_OpenSSL());
}

}  // namespace platform
