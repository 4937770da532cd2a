// Confirming papers and payment: one enrollment, or a run of scanned slips.
#include <algorithm>
#include <numeric>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

using screen::PayItem;
using screen::PayRun;
using screen::PaySingle;

/// The receipt `place` after `first` in the book, with as many digits; "" past the book's last number.
std::string receipt_in_series(const std::string& first, std::size_t place) {
    std::string receipt = first;
    for (std::size_t step = 0; step < place; ++step) {
        auto digit = receipt.rbegin();
        while (digit != receipt.rend() && *digit == '9') *digit++ = '0';
        if (digit == receipt.rend()) return {};
        ++*digit;
    }
    return receipt;
}

PaymentForm form_of(const DeskRow& row, const std::string& receipt, PayMethod method) {
    return {row.record_id, row.fee_fen, receipt, method, true};
}

/// Back to the list when stored; a message when not. True when the event was the awaited answer.
bool follow_storing(Flow& flow, RequestId& request, const Event& event) {
    if (answer_to<Stored>(request, event) != nullptr) {
        show_desk(flow, screen::DeskDone::payments_confirmed);
        return true;
    }
    if (const auto* failed = answer_to<StoreFailed>(request, event)) {
        request = 0;
        flow.state.message = message_for(failed->error);
        return true;
    }
    return false;
}

void refresh(const Flow& flow, PayRun& run) {
    const bool complete = run.first_receipt.size() >= kReceiptMin;
    for (std::size_t i = 0; i < run.items.size(); ++i) {
        run.items[i].receipt = complete ? receipt_in_series(run.first_receipt, i) : "";
    }
    run.total_fen =
        std::accumulate(run.items.begin(), run.items.end(), std::int64_t{0},
                        [](std::int64_t sum, const PayItem& item) { return sum + item.row.fee_fen; });
    run.pages = page_count(run.items.size(), flow.context.settings.page_size);
    run.page = std::min(run.page, run.pages - 1);
    run.ready = !run.items.empty() && std::ranges::all_of(run.items, [](const PayItem& item) {
        return item.papers_checked && !item.receipt.empty();
    });
}

/// Why a scanned slip does not join the run.
std::optional<Message> objection(const PayRun& run, const DeskRow& row) {
    const auto same = [&](const PayItem& item) { return item.row.record_id == row.record_id; };
    if (std::ranges::any_of(run.items, same)) return Message::already_in_list;
    // Of another terminal's slip no more than the fee is known: a claim's has none.
    const bool of_another = row.at == 0;
    if (row.claim || (of_another && row.fee_fen == 0)) return Message::nothing_to_pay;
    if (row.paid) return Message::already_paid;
    if (row.withdrawn) return Message::already_withdrawn;
    if (is_closed(row)) return Message::center_said_no;
    return std::nullopt;
}

void on_slip(Flow& flow, PayRun& run, const Event& event) {
    if (const auto* code = camera_said<platform::CodeSeen>(event)) {
        run.looking = flow.ask();
        flow.want(LookUpSlipRow{run.looking, PrivateText(code->text)});
    } else if (camera_said<platform::UnusableCode>(event) != nullptr) {
        flow.state.message = Message::code_not_ours;
    } else if (const auto* failed = answer_to<LookUpFailed>(run.looking, event)) {
        run.looking = 0;
        flow.state.message = message_for(failed->error);
    } else if (const auto* found = answer_to<SlipRowFound>(run.looking, event)) {
        run.looking = 0;
        flow.state.message = objection(run, found->row);
        if (flow.state.message) return;
        run.items.push_back({found->row, false, ""});
        run.page = page_count(run.items.size(), flow.context.settings.page_size) - 1;
    }
}

void confirm(Flow& flow, PayRun& run) {
    ConfirmPayments payments{flow.ask(), {}};
    for (const PayItem& item : run.items) {
        payments.payments.push_back(form_of(item.row, item.receipt, run.method));
    }
    run.request = payments.request;
    flow.want(std::move(payments));
}

}  // namespace

void on(Flow& flow, PaySingle& pay, const Event& event) {
    if (follow_storing(flow, pay.request, event) || pay.request != 0) return;
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) return show_desk(flow, std::nullopt);
    if (tapped(event, Tap::confirm) && pay.ready) {
        pay.request = flow.ask();
        flow.want(ConfirmPayments{pay.request, {form_of(pay.row, pay.receipt, pay.method)}});
        return;
    }
    if (tapped(event, Tap::toggle_papers)) pay.papers_checked = !pay.papers_checked;
    if (const auto* choice = std::get_if<ChoosePayMethod>(&event)) pay.method = choice->method;
    type_digits(pay.receipt, kReceiptMax, event);
    pay.ready = pay.papers_checked && pay.receipt.size() >= kReceiptMin;
}

void on(Flow& flow, PayRun& run, const Event& event) {
    if (follow_storing(flow, run.request, event) || run.request != 0) return;
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) return show_desk(flow, std::nullopt);
    if (tapped(event, Tap::confirm) && run.ready) return confirm(flow, run);
    if (const auto* tick = std::get_if<TickPapers>(&event);
        tick != nullptr && tick->index < run.items.size()) {
        run.items[tick->index].papers_checked = !run.items[tick->index].papers_checked;
    } else if (const auto* gone = std::get_if<RemoveItem>(&event);
               gone != nullptr && gone->index < run.items.size()) {
        run.items.erase(run.items.begin() + static_cast<std::ptrdiff_t>(gone->index));
    } else if (const auto* choice = std::get_if<ChoosePayMethod>(&event)) {
        run.method = choice->method;
    } else if (const auto* turn = std::get_if<TurnPage>(&event)) {
        run.page = turned(run.page, run.pages, turn->by);
    } else if (!type_digits(run.first_receipt, kReceiptMax, event)) {
        on_slip(flow, run, event);
    }
    refresh(flow, run);
}

}  // namespace kiosk
