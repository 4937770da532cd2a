// Memory that a program shares with its child: whole frames and picture files cross without being copied
// through a socket.
#pragma once

#include "platform/base/unique_fd.h"

namespace platform {

/// kPictureBytesLimit bytes, close-on-exec, of a size that nobody can change: a child that could shrink it
/// would crash whoever has it mapped. None when the machine is out of memory or descriptors.
UniqueFd make_shared_frame();

}  // namespace platform
