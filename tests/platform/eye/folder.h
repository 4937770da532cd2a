// A folder of pictures in front of a simulated camera.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "platform/base/check.h"
#include "platform/code/picture.h"

namespace platform::testing {

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "eye-XXXXXX").string();
        check(::mkdtemp(name.data()) != nullptr, "a folder for the test's pictures");
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    void show(const std::string& name, std::string_view text) {
        put(name, write_png(paint_code(qr_encode(text).value(), 4).view()).value());
    }
    void put(const std::string& name, ByteView bytes) {
        const auto part = path_ / (name + ".part");
        std::ofstream(part, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
        std::filesystem::rename(part, path_ / name);
    }
    void clear() {
        for (const auto& entry : std::filesystem::directory_iterator(path_)) std::filesystem::remove(entry);
    }

  private:
    std::filesystem::path path_;
};

}  // namespace platform::testing
