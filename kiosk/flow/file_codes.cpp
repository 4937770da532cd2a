// A newer scheme pack or settings for a station that no network reaches: staff scan a series of codes.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

void show_file_codes(Flow& flow) {
    flow.go(screen::FileCodes{});
}

/// Several codes may be in view at once, so no answer is awaited more than another: each says how the whole
/// stands.
void on(Flow& flow, screen::FileCodes& codes, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) {
        flow.go(screen::Sync{});
    } else if (codes.kept) {
        return;  // done: a code still in view begins nothing new
    } else if (const auto* seen = camera_said<platform::CodeSeen>(event)) {
        flow.want(TakeFilePart{flow.ask(), seen->text});
    } else if (camera_said<platform::UnusableCode>(event) != nullptr) {
        codes.trouble = FileTrouble::not_a_part;
    } else if (const auto* taken = std::get_if<FilePartTaken>(&event)) {
        codes.here = taken->here;
        codes.kept = taken->kept;
        codes.trouble.reset();
    } else if (const auto* refused = std::get_if<FilePartRefused>(&event)) {
        codes.trouble = refused->trouble;
        if (refused->trouble != FileTrouble::not_a_part) codes.here.clear();
    }
}

}  // namespace kiosk
