#include "sync/sim/session_log.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <optional>

namespace syncing::sim {

namespace {

using platform::fail;
using std::chrono::microseconds;

constexpr std::string_view kPulled = "pulled";
constexpr std::string_view kPluggedIn = "plugged_in";

/// "TIME > HEX" without its comment.
std::optional<SessionEvent> parse_event(std::string_view line) {
    SessionEvent event;
    std::int64_t at = 0;
    const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), at);
    if (failed != std::errc() || at < 0 || end == line.data() + line.size() || *end != ' ')
        return std::nullopt;
    event.at = microseconds(at);
    const std::string_view rest(end + 1, static_cast<std::size_t>(line.data() + line.size() - end - 1));
    if (rest == kPulled || rest == kPluggedIn) {
        event.cable = rest == kPulled ? Cable::pulled : Cable::plugged_in;
        return event;
    }
    if (!rest.starts_with("> ") && !rest.starts_with("< ")) return std::nullopt;
    auto bytes = platform::from_hex(rest.substr(2));
    if (!bytes || bytes->empty()) return std::nullopt;
    event.from_host = rest[0] == '>';
    event.bytes = std::move(*bytes);
    return event;
}

}  // namespace

std::string_view name_of(SessionError error) {
    switch (error) {
        case SessionError::unreadable:
            return "cannot read the session";
        case SessionError::not_a_session:
            return "not a session: lines are \"MICROSECONDS > HEX\", \"MICROSECONDS < HEX\", \"MICROSECONDS "
                   "pulled\" "
                   "or \"MICROSECONDS plugged_in\", in the order of time";
    }
    return "";
}

platform::Result<std::vector<SessionEvent>, SessionError> parse_session(std::string_view text) {
    std::vector<SessionEvent> events;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.starts_with('#')) continue;
        auto event = parse_event(line);
        if (!event || (!events.empty() && event->at < events.back().at))
            return fail(SessionError::not_a_session);
        events.push_back(std::move(*event));
    }
    return events;
}

platform::Result<std::vector<SessionEvent>, SessionError> load_session(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(SessionError::unreadable);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return parse_session(text);
}

std::string format_event(const SessionEvent& event) {
    if (event.cable != Cable::stays) {
        return fmt::format("{} {}", event.at.count(), event.cable == Cable::pulled ? kPulled : kPluggedIn);
    }
    return fmt::format("{} {} {}", event.at.count(), event.from_host ? '>' : '<',
                       platform::to_hex(event.bytes));
}

std::vector<Act> SessionPlayer::take(platform::ByteView bytes) {
    heard_ += bytes.size();
    return go_on();
}

std::vector<Act> SessionPlayer::power_up() {
    // Only the first plugging in is the player's start; the later ones are acts of the session itself.
    if (std::exchange(started_, true)) return {};
    if (!events_.empty() && events_.front().cable == Cable::plugged_in) ++next_;
    return go_on();
}

std::optional<Obeyed> SessionPlayer::obey(std::string_view, const std::string&) {
    return std::nullopt;
}

std::vector<Act> SessionPlayer::go_on() {
    std::vector<Act> acts;
    for (; next_ < events_.size(); ++next_) {
        const SessionEvent& event = events_[next_];
        if (event.from_host) {
            if (heard_ < event.bytes.size()) break;
            heard_ -= event.bytes.size();
            continue;
        }
        const microseconds before = next_ == 0 ? microseconds(0) : events_[next_ - 1].at;
        acts.push_back({event.bytes, event.at - before, event.cable});
    }
    return acts;
}

}  // namespace syncing::sim
