// A database on a simulated disk: what a commit promised survives every power cut, what it did not promise is
// there whole or not at all.
#include "platform/simulation/simulated_disk.h"

#include <gtest/gtest.h>

#include <array>

#include "platform/crypto/crypto.h"
#include "platform/database/database.h"
#include "platform/pki/pki.h"
#include "platform/simulation/seeded_random.h"
#include "tests/support/temporary_folder.h"

namespace platform {
namespace {

constexpr std::array<std::string_view, 1> kSchema = {
    "CREATE TABLE pairs(id INTEGER PRIMARY KEY, half TEXT NOT NULL, filling BLOB NOT NULL) STRICT"};

class SimulatedDisks : public testing::Test {
  protected:
    SimulatedDisks() {
        std::filesystem::create_directory(machine_);
        disk_.add_machine(machine_);
    }
    Database open() { return std::move(Database::open(machine_ / "a.db", {.schema = kSchema}).value()); }
    /// Two rows in one transaction; true when it was said to be durable.
    static bool add_pair(Database& database, int pair) {
        auto transaction = Transaction::begin(database);
        if (!transaction) return false;
        const Bytes filling(3000, static_cast<std::uint8_t>(pair));
        for (const std::string_view half : {"left", "right"}) {
            if (!database.run("INSERT INTO pairs(half, filling) VALUES(?, ?)", {sql(half), sql(filling)}))
                return false;
        }
        return transaction->commit().has_value();
    }
    static std::int64_t count(Database& database, const char* half) {
        return database.integer("SELECT count(*) FROM pairs WHERE half = ?", {sql(std::string_view(half))})
            .value();
    }

    tests::TemporaryFolder folder_;
    std::filesystem::path machine_ = folder_ / "machine";
    SimulatedDisk disk_{7};
};

TEST_F(SimulatedDisks, keep_what_was_committed_and_nothing_of_half_a_transaction_wherever_the_power_goes) {
    std::int64_t promised = 0;
    for (std::int64_t cut = 0; cut < 200; ++cut) {
        {
            Database database = open();
            disk_.cut_power_at(machine_, cut % 40);
            for (int i = 0; i < 3 && disk_.has_power(machine_); ++i)
                promised += add_pair(database, i) ? 1 : 0;
        }
        disk_.restart(machine_);
        Database database = open();
        const std::int64_t there = count(database, "left");
        ASSERT_EQ(there, count(database, "right")) << "cut at " << cut;
        ASSERT_GE(there, promised) << "cut at " << cut;
        ASSERT_LE(there, promised + 1) << "cut at " << cut;
        promised = there;
        ASSERT_EQ(database
                      .first("PRAGMA integrity_check", {},
                             [](const SqlRow& row) { return std::string(row.text(0)); })
                      .value(),
                  "ok");
    }
    EXPECT_GT(disk_.taken_back(), 100U) << "cuts took something back";
}

TEST_F(SimulatedDisks, that_are_full_take_nothing_and_go_on_when_there_is_space_again) {
    Database database = open();
    ASSERT_TRUE(add_pair(database, 1));
    disk_.set_space(machine_, 100);
    EXPECT_EQ(database.run("INSERT INTO pairs(half, filling) VALUES('left', x'')").error(),
              DatabaseError::full);
    disk_.set_space(machine_, -1);
    EXPECT_EQ(count(database, "left"), 1);
    EXPECT_TRUE(add_pair(database, 2));
}

TEST_F(SimulatedDisks, without_power_answer_nothing) {
    Database database = open();
    disk_.cut_power(machine_);
    EXPECT_EQ(database.integer("SELECT count(*) FROM pairs").error(), DatabaseError::io);
    EXPECT_FALSE(Database::open(machine_ / "b.db", {.schema = kSchema}));
}

TEST(SeededRandoms, repeat_all_that_libsodium_and_openssl_make) {
    init_crypto();
    const auto draw = [](std::uint64_t seed) {
        const SeededRandom random(seed);
        const auto authority = make_certificate_authority("made up", {0, 1'000'000}).value();
        return std::pair(new_signing_key().public_key, authority.certificate_der);
    };
    EXPECT_EQ(draw(1), draw(1));
    EXPECT_NE(draw(1), draw(2));
    EXPECT_NE(new_signing_key().public_key, new_signing_key().public_key) << "real randomness is back";
}

}  // namespace
}  // namespace platform
