#include "sync/ledger/state_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

class StateFolderTest : public testing::Test {
  protected:
    StateFolderTest() {
        keys_.ledger = platform::new_signing_key();
        keys_.slip = platform::new_signing_key();
        keys_.local = platform::SymmetricKey(platform::random_array<32>());
        keys_.tls_key_pem = "PEM";
        keys_.ledger_id = {7};
    }
    void save_all() {
        ASSERT_TRUE(state_.save_keys(keys_));
        ASSERT_TRUE(state_.save_provisioned(
            {{1}, {{7}, "JL03", 'A'}, "SM03", 2, "https://127.0.0.1:1", "测试中心"}, {{1}, {2}, {3}, {4}}));
    }

    tests::TemporaryFolder folder_;
    fs::path path_ = folder_ / "state";
    StateFolder state_{path_};
    TerminalKeys keys_;
};

TEST_F(StateFolderTest, gives_back_the_terminal_that_was_saved) {
    save_all();
    const auto terminal = state_.load();
    ASSERT_TRUE(terminal);
    EXPECT_EQ(terminal->identity.terminal_id, TerminalId{1});
    EXPECT_EQ(terminal->identity.ledger.slip_prefix, "JL03");
    EXPECT_EQ(terminal->identity.terminal_number, 2U);
    EXPECT_EQ(terminal->identity.district_center, "测试中心");
    EXPECT_EQ(terminal->keys.ledger.public_key, keys_.ledger.public_key);
    EXPECT_EQ(terminal->keys.slip.secret_key.bytes, keys_.slip.secret_key.bytes);
    EXPECT_EQ(terminal->keys.local.bytes, keys_.local.bytes);
    EXPECT_EQ(terminal->credentials.ca_der, platform::Bytes{2});
}

TEST_F(StateFolderTest, is_for_its_owner_only) {
    save_all();
    struct stat info {};
    ASSERT_EQ(stat(path_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0700U);
    for (const auto& entry : fs::directory_iterator(path_)) {
        ASSERT_EQ(stat(entry.path().c_str(), &info), 0);
        EXPECT_EQ(info.st_mode & 0777U, 0600U) << entry.path();
    }
}

TEST_F(StateFolderTest, is_not_provisioned_until_the_identity_is_there) {
    EXPECT_EQ(state_.load().error(), StateError::not_provisioned);
    EXPECT_FALSE(state_.load_keys().value());
    ASSERT_TRUE(state_.save_keys(keys_));
    EXPECT_EQ(state_.load().error(), StateError::not_provisioned);
    EXPECT_TRUE(state_.load_keys().value()) << "an interrupted provisioning goes on with the same keys";
}

TEST_F(StateFolderTest, names_a_missing_or_damaged_file) {
    struct Case {
        const char* file;
        const char* content;  // nullptr = removed
        StateError error;
    };
    for (const Case& c :
         {Case{"ledger.key", nullptr, StateError::unreadable}, Case{"slip.key", "short", StateError::damaged},
          Case{"root.key", "short", StateError::damaged}, Case{"tls.der", nullptr, StateError::unreadable},
          Case{"identity.json", "{", StateError::damaged},
          Case{"identity.json", "{\"terminal_id\":5}", StateError::damaged},
          Case{"identity.json", "[]", StateError::damaged},
          Case{"ledger.id", "0123456789abcdef", StateError::damaged}}) {
        save_all();
        fs::remove(path_ / c.file);
        if (c.content != nullptr) std::ofstream(path_ / c.file) << c.content;
        const auto terminal = state_.load();
        ASSERT_FALSE(terminal) << c.file;
        EXPECT_EQ(terminal.error(), c.error) << c.file;
    }
}

TEST_F(StateFolderTest, takes_the_local_key_from_the_service_manager_where_it_hands_one_over) {
    save_all();
    fs::create_directory(folder_ / "credentials");
    fs::rename(path_ / "local.key", folder_ / "credentials/local.key");
    EXPECT_EQ(state_.load().error(), StateError::unreadable);
    setenv("CREDENTIALS_DIRECTORY", (folder_ / "credentials").c_str(), 1);
    const auto terminal = state_.load();
    unsetenv("CREDENTIALS_DIRECTORY");
    ASSERT_TRUE(terminal);
    EXPECT_EQ(terminal->keys.local.bytes, keys_.local.bytes);
}

}  // namespace
}  // namespace syncing
