// A paper of a claim before the camera, page after page.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

void on_live(Flow& flow, screen::ClaimPhotograph& shown, ClaimPaper& paper, const Event& event) {
    if (tapped(event, Tap::shoot) && may_photograph(flow.state)) {
        shown.none_came = false;
        shown.taking = flow.ask();
        flow.want(TakePhotograph{shown.taking});
    } else if (tapped(event, Tap::remove_page) && !paper.pages.empty()) {
        flow.want(DropPhotograph{paper.pages.back()});
        paper.pages.pop_back();
    } else if (const auto* came = answer_to<PhotographTaken>(shown.taking, event)) {
        shown.taking = 0;
        shown.taken = came->photograph;
        shown.none_came = came->photograph == nullptr;
    } else if (camera_said<platform::CameraState>(event) != nullptr) {
        shown.none_came = false;  // what it says now is more
    }
}

void on_taken(Flow& flow, screen::ClaimPhotograph& shown, ClaimPaper& paper, const Event& event) {
    if (const auto* kept = answer_to<PhotographKept>(shown.keeping, event)) {
        shown.keeping = 0;
        shown.taken.reset();
        paper.pages.push_back(kept->page);
        paper.brought = true;
    } else if (const auto* failed = answer_to<StoreFailed>(shown.keeping, event)) {
        shown.keeping = 0;
        flow.state.message = message_for(failed->error);
    } else if (shown.keeping != 0) {
        return;
    } else if (tapped(event, Tap::keep)) {
        shown.keeping = flow.ask();
        flow.want(KeepPhotograph{shown.keeping, shown.taken});
    } else if (tapped(event, Tap::retry)) {
        shown.taken.reset();
    }
}

}  // namespace

void show_photograph(Flow& flow, ClaimDraft claim, std::size_t paper) {
    screen::ClaimPhotograph shown;
    shown.claim = std::move(claim);
    shown.paper = paper;
    flow.go(std::move(shown));
}

void on(Flow& flow, screen::ClaimPhotograph& shown, const Event& event) {
    // While one is being kept the answer is awaited: the paper and what is on the disk must agree.
    if (shown.keeping == 0) {
        if (follow_desk_frame(flow, event)) return;
        if (tapped(event, Tap::back) || tapped(event, Tap::done))
            return show_claim_papers(flow, std::move(shown.claim));
    }
    ClaimPaper& paper = shown.claim.papers[shown.paper];
    shown.taken ? on_taken(flow, shown, paper, event) : on_live(flow, shown, paper, event);
}

}  // namespace kiosk
