// A slip on its way to paper.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

SlipPaper slip_paper(const Flow& flow, const Slip& slip, const MaskedPerson& person) {
    SlipPaper paper;
    paper.slip = slip;
    paper.person = person;
    paper.station = flow.context.station.name;
    paper.terminal_number = flow.context.station.terminal_number;
    paper.language = flow.state.shell.language;
    return paper;
}

void print(Flow& flow, SlipPrint& print, SlipPaper paper) {
    if (!flow.context.settings.prints_slips) return;
    paper.duplicate = print.duplicate;
    print.phase = SlipPrint::Phase::printing;
    print.request = flow.ask();
    flow.want(PrintSlip{print.request, std::move(paper)});
}

void follow(SlipPrint& print, const Event& event) {
    if (answer_to<PrintDone>(print.request, event) != nullptr) {
        print.phase = SlipPrint::Phase::printed;
        print.duplicate = true;
        ++print.papers;
    } else if (const auto* failed = answer_to<PrintFailed>(print.request, event)) {
        print.phase = SlipPrint::Phase::failed;
        print.why = failed->failure.why;
        print.duplicate = print.duplicate || failed->failure.paper_used;
    }
}

}  // namespace kiosk
