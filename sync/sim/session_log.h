// What went over a serial line and when, as text that people can read and a simulator can play:
//   # comment
//   MICROSECONDS > HEX        from the host to the device
//   MICROSECONDS < HEX        from the device to the host
//   MICROSECONDS pulled       the cable
//   MICROSECONDS plugged_in
// Times count from the start of the recording and never fall. Whoever records a real device uses sample cards
// and codes of made-up people: a log holds every byte.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/sim/simulated_device.h"

namespace syncing::sim {

struct SessionEvent {
    std::chrono::microseconds at{};
    bool from_host = false;
    platform::Bytes bytes{};  // empty for the cable's
    Cable cable = Cable::stays;
    bool operator==(const SessionEvent&) const = default;
};

enum class SessionError : std::uint8_t { unreadable, not_a_session };
std::string_view name_of(SessionError error);

platform::Result<std::vector<SessionEvent>, SessionError> parse_session(std::string_view text);
platform::Result<std::vector<SessionEvent>, SessionError> load_session(const std::filesystem::path& file);
std::string format_event(const SessionEvent& event);

/// Plays the device's side of a session: what the host is to say is counted, not compared, and what came
/// after so many bytes goes out after so many, as late as it did then.
class SessionPlayer final : public SimulatedDevice {
  public:
    explicit SessionPlayer(std::vector<SessionEvent> events) : events_(std::move(events)) {}
    std::vector<Act> take(platform::ByteView bytes) override;
    std::vector<Act> power_up() override;
    std::optional<Obeyed> obey(std::string_view verb, const std::string& rest) override;
    std::string_view words() const override { return "nothing more"; }

  private:
    std::vector<Act> go_on();

    std::vector<SessionEvent> events_;
    std::size_t next_ = 0;
    std::size_t heard_ = 0;  // bytes of the host that no event has taken yet
    bool started_ = false;
};

}  // namespace syncing::sim
