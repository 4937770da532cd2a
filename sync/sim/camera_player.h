// The simulated camera is a folder of pictures that `kiosk-eye --pictures` plays. Here is what changes it by
// the clock: scripts of words, and recorded sessions.
//   show FILE      from now on this picture is in front of the camera
//   clear          nothing is
//   unplug         the camera goes: its folder has another name meanwhile
//   replug         it comes back, with what is in front of it
//   wait MS        the next word comes so much later; in scripts only
// A session is a folder of frames, each a PNG file named by the milliseconds since its start, eight digits.
// It shows whoever stood there: record test cards and codes of made-up people only. One thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "platform/eye/capture.h"

namespace syncing::sim {

class CameraFolder {
  public:
    explicit CameraFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// "ok", or "error: " and why not. Pictures change by rename: an eye never reads half of one.
    std::string obey(const std::string& line);

  private:
    std::string show(const std::filesystem::path& picture);
    std::string clear();
    std::string move(const std::filesystem::path& from, const std::filesystem::path& to);
    std::filesystem::path unplugged() const { return folder_.string() + ".unplugged"; }
    /// The folder under the name that it has now.
    std::filesystem::path where() const;

    std::filesystem::path folder_;
};

/// Obeys the script's lines, with comments after #; "ok", or the first line that is wrong and why. Pictures'
/// names count from the script's folder.
std::string play_camera_script(CameraFolder& camera, const std::filesystem::path& script);

/// Shows each frame at its time, then clears; "ok", or what is wrong.
std::string replay_camera(CameraFolder& camera, const std::filesystem::path& session);

/// Writes down what that camera gives for so long, as many frames a second as can be written; "ok", or what
/// is wrong.
std::string record_camera(const platform::CaptureOptions& from, const std::filesystem::path& session,
                          std::chrono::milliseconds length);

}  // namespace syncing::sim
