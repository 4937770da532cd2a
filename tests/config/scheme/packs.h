// The packs as shipped, loaded once.
#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "config/scheme/pack.h"

namespace config::test {

/// Ends the test program when a shipped pack does not load.
std::span<const Pack> shipped_packs();
const Pack& shipped_pack(std::string_view id);
/// The text of a shipped pack's file.
std::string shipped_text(std::string_view id);

}  // namespace config::test
