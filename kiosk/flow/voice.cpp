#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

constexpr int kLouder = 25;
constexpr int kLoudest = 200;

}  // namespace

void read_aloud(Flow& flow) {
    State& state = flow.state;
    if (!flow.context.settings.voice) return;
    if (state.read_aloud) state.volume = std::min(kLoudest, state.volume + kLouder);
    state.read_aloud = true;
    flow.want(ReadAloud{state.volume});
}

void hush(Flow& flow) {
    if (flow.state.read_aloud) flow.want(Hush{});
    flow.state.read_aloud = false;
}

}  // namespace kiosk
