#include "config/scheme/activate.h"

#include <gtest/gtest.h>

#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

platform::SigningKeyPair key(std::uint8_t seed) {
    platform::init_crypto();
    platform::ByteArray<32> bytes{};
    bytes.fill(seed);
    return platform::signing_key_from_seed(bytes);
}

std::string with_edition(int edition) {
    std::string text = shipped_text("xiamen");
    const std::string old = "edition = 1\n";
    return text.replace(text.find(old), old.size(), "edition = " + std::to_string(edition) + "\n");
}

Pack loaded(const std::string& text) {
    return load_pack("active.toml", platform::view_of(text)).value();
}

/// Signs the text and offers it.
platform::Result<Pack, ActivationError> offer(const std::string& text, const Pack* active,
                                              platform::Purpose purpose = platform::Purpose::pack) {
    const auto signature = platform::sign(key(1).secret_key, purpose, {platform::view_of(text)});
    return activate("new.toml", platform::view_of(text), signature, key(1).public_key, active);
}

TEST(Activation, TakesASignedPackWhereNoneIsActive) {
    const auto pack = offer(shipped_text("xiamen"), nullptr);
    ASSERT_TRUE(pack);
    EXPECT_EQ(pack->id, "xiamen");
}

TEST(Activation, TakesANewerEditionAndTheVerySameFile) {
    const Pack active = loaded(with_edition(2));
    EXPECT_TRUE(offer(with_edition(3), &active));
    EXPECT_TRUE(offer(with_edition(2), &active));
}

TEST(Activation, TakesAnotherScheme) {
    const Pack active = loaded(with_edition(2));
    EXPECT_TRUE(offer(shipped_text("zhonghu"), &active));
}

TEST(Activation, RefusesAnOlderEdition) {
    const Pack active = loaded(with_edition(2));
    const auto pack = offer(with_edition(1), &active);
    ASSERT_FALSE(pack);
    EXPECT_EQ(pack.error().problem, ActivationProblem::older);
    EXPECT_EQ(describe(pack.error(), "new.toml"), "new.toml: edition: is older than the active pack's");
}

TEST(Activation, RefusesOtherContentUnderTheSameEdition) {
    const Pack active = loaded(with_edition(2));
    const auto pack = offer(with_edition(2) + "# changed\n", &active);
    ASSERT_FALSE(pack);
    EXPECT_EQ(pack.error().problem, ActivationProblem::same_edition);
}

TEST(Activation, RefusesAPackThatFailsItsOwnVector) {
    std::string text = shipped_text("xiamen");
    text.replace(text.find("fee_fen = 3600"), 14, "fee_fen = 3700");
    const auto pack = offer(text, nullptr);
    ASSERT_FALSE(pack);
    EXPECT_EQ(pack.error().problem, ActivationProblem::bad_pack);
    EXPECT_EQ(pack.error().pack->key, "vector[0]");
}

TEST(Activation, RefusesASignatureThatDoesNotFit) {
    const std::string text = shipped_text("xiamen");
    const auto signature =
        platform::sign(key(1).secret_key, platform::Purpose::pack, {platform::view_of(text)});
    const std::string changed = text + " ";
    const platform::ByteView cut(signature.data(), 63);
    const auto no = [](const auto& pack) {
        return !pack && pack.error().problem == ActivationProblem::bad_signature;
    };
    EXPECT_TRUE(no(activate("p", platform::view_of(changed), signature, key(1).public_key, nullptr)));
    EXPECT_TRUE(no(activate("p", platform::view_of(text), signature, key(2).public_key, nullptr)));
    EXPECT_TRUE(no(activate("p", platform::view_of(text), cut, key(1).public_key, nullptr)));
    EXPECT_TRUE(no(activate("p", platform::view_of(text), {}, key(1).public_key, nullptr)));
    EXPECT_TRUE(no(offer(text, nullptr, platform::Purpose::updates)));
}

}  // namespace

}  // namespace config::test
