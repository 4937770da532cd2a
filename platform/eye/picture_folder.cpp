#include "platform/eye/picture_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

#include "platform/code/picture.h"

namespace platform {
namespace {

namespace fs = std::filesystem;

std::set<fs::path> pictures_in(const fs::path& folder) {
    std::set<fs::path> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() == ".png") names.insert(entry->path());
    }
    return names;
}

GrayPicture grey_wall() {
    return {640, 480, std::vector<std::uint8_t>(640 * 480, 128)};
}

GrayPicture load(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    auto picture = read_picture(bytes);
    return picture ? std::move(*picture) : grey_wall();
}

}  // namespace

const GrayPicture& PictureFolder::next() {
    const auto names = pictures_in(folder_);
    auto name = names.upper_bound(shown_);
    if (name == names.end()) name = names.begin();
    if (name == names.end()) {
        shown_.clear();
        return picture_ = grey_wall();
    }
    std::error_code error;
    const auto written = fs::last_write_time(*name, error);
    if (*name != shown_ || written != written_) {
        shown_ = *name;
        written_ = written;
        picture_ = load(shown_);
    }
    return picture_;
}

}  // namespace platform
