#include "platform/base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "platform/base/new_file.h"

namespace platform {
namespace {

class FileTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = (std::filesystem::temp_directory_path() / "file_test.XXXXXX").string();
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        folder_ = folder;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_F(FileTest, gives_back_what_was_written_and_replaces_it_whole) {
    ASSERT_TRUE(write_file(folder_ / "a", view_of("first, longer")));
    ASSERT_TRUE(write_file(folder_ / "a", view_of("second")));
    EXPECT_EQ(string_of(read_file(folder_ / "a", 100).value()), "second");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "nothing left beside it";
}

TEST_F(FileTest, is_for_its_owner_only_unless_told_otherwise) {
    ASSERT_TRUE(write_file(folder_ / "a", view_of("x")));
    struct stat info {};
    ASSERT_EQ(stat((folder_ / "a").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(FileTest, written_piece_by_piece_is_there_whole_or_not_at_all) {
    ASSERT_TRUE(write_file(folder_ / "a", view_of("before")));
    {
        auto left = NewFile::create(folder_ / "a");
        ASSERT_TRUE(left && left->append(view_of("half")));
    }
    EXPECT_EQ(string_of(read_file(folder_ / "a", 100).value()), "before");
    auto file = NewFile::create(folder_ / "a");
    ASSERT_TRUE(file && file->append(view_of("one, ")) && file->append(view_of("two")) && file->finish());
    EXPECT_EQ(string_of(read_file(folder_ / "a", 100).value()), "one, two");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "nothing left beside it";
}

TEST_F(FileTest, names_what_is_wrong) {
    ASSERT_TRUE(write_file(folder_ / "a", view_of("four")));
    EXPECT_EQ(read_file(folder_ / "none", 10).error(), FileError::missing);
    EXPECT_EQ(read_file(folder_, 10).error(), FileError::unreadable);
    EXPECT_EQ(read_file(folder_ / "a", 3).error(), FileError::too_large);
    EXPECT_TRUE(read_file(folder_ / "a", 4));
    EXPECT_EQ(write_file(folder_ / "none" / "a", view_of("x")).error(), FileError::unwritable);
}

}  // namespace
}  // namespace platform
