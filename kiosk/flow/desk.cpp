// The staff desk: today's list, one row, the sync page, and the frame around them.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

void load(Flow& flow, screen::Desk& desk) {
    desk.request = flow.ask();
    flow.want(LoadDeskDay{desk.request, best_known_time(flow.state)});
}

/// A claim that the center refused, or has no use for until it is filed anew.
bool may_file_again(const DeskRow& row) {
    const bool useless =
        row.state == EnrollmentState::in_review && (row.reason == "bad_number" || row.reason == "unreadable");
    return !row.claim->filed_again && (useless || row.state == EnrollmentState::refused);
}

}  // namespace

bool is_closed(const DeskRow& row) {
    return row.withdrawn || row.state == EnrollmentState::withdrawn ||
           row.state == EnrollmentState::refused || row.state == EnrollmentState::duplicate;
}

void show_desk(Flow& flow, std::optional<screen::DeskDone> done) {
    screen::Desk desk;
    desk.done = done;
    load(flow, desk);
    flow.go(std::move(desk));
}

void show_entry(Flow& flow, DeskRow row) {
    screen::DeskEntry entry{std::move(row)};
    if (entry.row.claim) {
        entry.can_file_again = may_file_again(entry.row);
    } else {
        entry.can_pay = !entry.row.paid && !is_closed(entry.row);
        // What the center refused can be mended by a correction.
        entry.can_change = !entry.row.withdrawn && entry.row.state != EnrollmentState::withdrawn;
    }
    flow.go(std::move(entry));
}

bool follow_desk_frame(Flow& flow, const Event& event) {
    const Tap* tap = std::get_if<Tap>(&event);
    if (tap == nullptr) return false;
    switch (*tap) {
        case Tap::nav_today:
            forget_visitor(flow);
            show_desk(flow, std::nullopt);
            return true;
        case Tap::nav_pay_run:
            forget_visitor(flow);
            flow.go(screen::PayRun{});
            return true;
        case Tap::nav_claims:
            forget_visitor(flow);
            show_claim_look_up(flow);
            return true;
        case Tap::nav_sync:
            forget_visitor(flow);
            flow.go(screen::Sync{});
            return true;
        case Tap::nav_devices:
            forget_visitor(flow);
            show_devices(flow);
            return true;
        case Tap::nav_type_card:
            forget_visitor(flow);
            show_type_card(flow, false);
            return true;
        case Tap::sync_now:
            if (!flow.state.shell.sync.running) flow.want(SyncNow{});
            return true;
        case Tap::sign_out:
            go_home(flow);
            return true;
        default:
            return false;
    }
}

void on(Flow& flow, screen::Desk& desk, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (const auto* loaded = answer_to<DeskDayLoaded>(desk.request, event)) {
        desk.request = 0;
        desk.rows = loaded->rows;
        desk.pages = page_count(desk.rows.size(), flow.context.settings.page_size);
        desk.page = std::min(desk.page, desk.pages - 1);
    } else if (answer_to<StoreFailed>(desk.request, event) != nullptr) {
        desk.request = 0;
        flow.state.message = Message::look_up_failed;
    } else if (const auto* turn = std::get_if<TurnPage>(&event)) {
        desk.page = turned(desk.page, desk.pages, turn->by);
    } else if (const auto* select = std::get_if<SelectRow>(&event)) {
        if (select->index >= desk.rows.size()) return;
        show_entry(flow, desk.rows[select->index]);
    } else if (std::holds_alternative<SyncStatus>(event)) {
        if (!flow.state.shell.sync.running && desk.request == 0)
            load(flow, desk);  // the center's word may be new
    }
}

void on(Flow& flow, screen::DeskEntry& entry, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    DeskRow row = entry.row;
    if (tapped(event, Tap::pay) && entry.can_pay) {
        screen::PaySingle pay;
        pay.row = std::move(row);
        flow.go(std::move(pay));
    } else if (tapped(event, Tap::correct) && entry.can_change) {
        screen::Correct correct;
        correct.row = std::move(row);
        correct.pages = page_count(flow.context.station.workplaces.size(), flow.context.settings.page_size);
        flow.go(std::move(correct));
    } else if (tapped(event, Tap::withdraw) && entry.can_change) {
        flow.go(screen::Withdraw{std::move(row), std::nullopt, 0});
    } else if (tapped(event, Tap::file_claim) && entry.can_file_again) {
        forget_visitor(flow);
        show_claim_card(flow);
    } else if (tapped(event, Tap::back)) {
        show_desk(flow, std::nullopt);
    }
}

void on(Flow& flow, screen::Sync&, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::file_by_codes)) show_file_codes(flow);
}

Message message_for(StoreError error) {
    switch (error) {
        case StoreError::disk_full:
            return Message::not_saved_disk_full;
        case StoreError::busy:
            return Message::not_saved_busy;
        case StoreError::broken:
            return Message::not_saved_broken;
        case StoreError::not_found:
            return Message::row_not_found;
        case StoreError::already_done:
            return Message::already_done;
    }
    return Message::not_saved_broken;
}

Message message_for(LookUpError error) {
    switch (error) {
        case LookUpError::not_ours:
            return Message::code_not_ours;
        case LookUpError::unknown_here:
            return Message::slip_unknown_here;
        case LookUpError::store_failed:
            return Message::look_up_failed;
    }
    return Message::look_up_failed;
}

}  // namespace kiosk
