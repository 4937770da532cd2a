// A newer scheme pack for a station that no network reaches: staff scan a series of codes.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

void show_pack_codes(Flow& flow) {
    flow.go(screen::PackCodes{});
}

/// Several codes may be in view at once, so no answer is awaited more than another: each says how the whole
/// stands.
void on(Flow& flow, screen::PackCodes& codes, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) {
        flow.go(screen::Sync{});
    } else if (codes.edition != 0) {
        return;  // done: a code still in view begins nothing new
    } else if (const auto* seen = camera_said<platform::CodeSeen>(event)) {
        flow.want(TakePackPart{flow.ask(), seen->text});
    } else if (camera_said<platform::UnusableCode>(event) != nullptr) {
        codes.trouble = PackTrouble::not_a_part;
    } else if (const auto* taken = std::get_if<PackPartTaken>(&event)) {
        codes.here = taken->here;
        codes.edition = taken->edition;
        codes.trouble.reset();
    } else if (const auto* refused = std::get_if<PackPartRefused>(&event)) {
        codes.trouble = refused->trouble;
        if (refused->trouble != PackTrouble::not_a_part) codes.here.clear();
    }
}

}  // namespace kiosk
