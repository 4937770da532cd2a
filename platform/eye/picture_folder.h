// A folder of pictures played as a camera: see CaptureOptions::pictures. One thread.
#pragma once

#include <filesystem>
#include <string>

#include "platform/code/gray.h"

namespace platform {

class PictureFolder {
  public:
    explicit PictureFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The next frame: the picture after the last one in order of name, from the start again after the last;
    /// a grey wall when there is none. Replace a picture by rename, so that no half of one is read; a damaged
    /// or missing file is a grey wall.
    const GrayPicture& next();

  private:
    std::filesystem::path folder_;
    std::filesystem::path shown_;
    std::filesystem::file_time_type written_;
    GrayPicture picture_;
};

}  // namespace platform
