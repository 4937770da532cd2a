#include "platform/eye/picture_folder.h"

#include <gtest/gtest.h>

#include "tests/platform/eye/folder.h"

namespace platform {
namespace {

using testing::Folder;

std::string text_in(const GrayPicture& picture) {
    const auto codes = decode_gray(picture.view(), Effort::quick);
    return codes.size() == 1 ? codes.front().text : "wall";
}

TEST(PictureFolder, AnEmptyFolderIsAWall) {
    const Folder folder;
    PictureFolder pictures(folder.path());
    EXPECT_EQ(text_in(pictures.next()), "wall");
}

TEST(PictureFolder, PicturesArePlayedInOrderOfNameRoundAndRound) {
    Folder folder;
    folder.show("b.png", "SECOND");
    folder.show("a.png", "FIRST");
    PictureFolder pictures(folder.path());
    for (const char* text : {"FIRST", "SECOND", "FIRST"}) EXPECT_EQ(text_in(pictures.next()), text);
}

TEST(PictureFolder, AReplacedPictureIsReadAgain) {
    Folder folder;
    PictureFolder pictures(folder.path());
    folder.show("a.png", "OLD");
    EXPECT_EQ(text_in(pictures.next()), "OLD");
    folder.show("a.png", "NEW");
    std::filesystem::last_write_time(folder.path() / "a.png",
                                     std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
    EXPECT_EQ(text_in(pictures.next()), "NEW");
}

TEST(PictureFolder, OtherFilesAndDamagedPicturesAreNotShown) {
    Folder folder;
    folder.put("notes.txt", view_of("not a picture"));
    folder.put("broken.png", view_of("\x89PNG"));
    PictureFolder pictures(folder.path());
    EXPECT_EQ(text_in(pictures.next()), "wall");
}

TEST(PictureFolder, ARemovedPictureLeavesTheWall) {
    Folder folder;
    folder.show("a.png", "HERE");
    PictureFolder pictures(folder.path());
    EXPECT_EQ(text_in(pictures.next()), "HERE");
    folder.clear();
    EXPECT_EQ(text_in(pictures.next()), "wall");
}

}  // namespace
}  // namespace platform
