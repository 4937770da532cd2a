// The way to the adjudicator's desk: a Unix socket "desk.sock" in the center's state folder. One question and
// one answer a connection, each u32le length and then JSON. Who may open the socket is a matter of file
// permissions: its owner and group, as with center.db.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "platform/base/result.h"
#include "platform/base/unique_fd.h"

namespace syncing::center {

/// Listens there, in place of a socket that an earlier run left; none when that is not possible.
platform::UniqueFd listen_at_desk(const std::filesystem::path& state);

/// Takes one connection that waits and answers it; whoever sends nothing for two seconds is dropped.
void serve_desk(const platform::UniqueFd& listening,
                const std::function<nlohmann::json(const nlohmann::json&)>& answer);

enum class DeskError {
    away,    // nobody listens, or it did not answer within half a minute
    broken,  // not an answer
};
platform::Result<nlohmann::json, DeskError> ask_desk(const std::filesystem::path& state,
                                                     const nlohmann::json& question);

}  // namespace syncing::center
