// Log lines to standard error, where the service manager's journal takes them. Any thread may log.
// Never personal data: no names, numbers, phones, code texts, nor anything unsealed. What is fine: ids of
// records and terminals, sequence numbers, error names, counts, durations.
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace platform::log {

/// `none` is for set_level(): nothing is written.
enum class Level { debug, info, warning, error, none };

/// Lines below this level are dropped (default info).
void set_level(Level level);
/// Stands in front of every line: the program's name.
void set_program(std::string_view name);
void write(Level level, std::string_view line);

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::debug, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::warning, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace platform::log
