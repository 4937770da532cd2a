#include "platform/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "platform/base/check.h"

namespace platform::log {

namespace {

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
        case Level::none:
            return spdlog::level::off;
    }
    check(false, "unknown log level");
    return spdlog::level::off;
}

}  // namespace

void set_level(Level level) {
    logger().set_level(level_of(level));
}

void set_program(std::string_view name) {
    logger().set_pattern("%Y-%m-%dT%H:%M:%S.%e " + std::string(name) + " %l %v");
}

void write(Level level, std::string_view line) {
    logger().log(level_of(level), line);
}

}  // namespace platform::log
