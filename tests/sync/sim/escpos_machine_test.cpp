// The simulated printer, against what the driver's own encoder sends.
#include "sync/sim/escpos_machine.h"

#include <gtest/gtest.h>

#include "platform/printer/escpos.h"

namespace syncing::sim {
namespace {

namespace escpos = platform::escpos;
using platform::Bytes;
using platform::ByteView;
using platform::PrinterState;
using platform::Raster;

Raster page() {
    Raster page(384, 50);
    for (int i = 0; i < 50; ++i) page.darken(i * 3, i);
    return page;
}

Bytes job(const Raster& page) {
    Bytes out = escpos::begin_page();
    for (int row = 0; row < page.height(); row += escpos::kBandRows)
        platform::append(out, escpos::band(page, row));
    platform::append(out, escpos::end_page());
    platform::append(out, escpos::mark());
    return out;
}

Bytes bytes_of(const std::vector<EscposMachine::Answer>& answers) {
    Bytes out;
    for (const auto& answer : answers) platform::append(out, answer.bytes);
    return out;
}

bool shows(const Raster& ticket, const Raster& page) {
    for (int y = 0; y < page.height(); ++y) {
        for (int x = 0; x < page.width(); ++x) {
            if (ticket.dark(x, y) != page.dark(x, y)) return false;
        }
    }
    return true;
}

PrinterState state_of(EscposMachine& machine) {
    std::array<std::uint8_t, 4> answers{};
    for (std::size_t i = 0; i < 4; ++i) {
        const Bytes answer = bytes_of(machine.take(escpos::ask(static_cast<escpos::Query>(i + 1))));
        if (answer.size() != 1) return PrinterState::silent;
        answers[i] = answer[0];
    }
    return escpos::judge(answers);
}

TEST(EscposMachine, Prints_what_was_sent_and_answers_the_mark_after_it) {
    EscposMachine machine(384);
    EXPECT_EQ(bytes_of(machine.take(job(page()))), Bytes{0});
    const auto tickets = machine.take_tickets();
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_TRUE(shows(tickets[0], page()));
}

TEST(EscposMachine, Any_pieces_give_the_same_ticket) {
    const Bytes bytes = job(page());
    for (const std::size_t piece : {1U, 7U, 100U}) {
        EscposMachine machine(384);
        Bytes answers;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            platform::append(
                answers,
                bytes_of(machine.take(ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at)))));
        EXPECT_EQ(answers, Bytes{0});
        EXPECT_TRUE(shows(machine.take_tickets().at(0), page()));
    }
}

TEST(EscposMachine, Says_what_is_wrong_as_the_driver_understands_it) {
    const std::pair<PrinterFault, PrinterState> table[] = {
        {PrinterFault::none, PrinterState::ready},
        {PrinterFault::near_end, PrinterState::paper_low},
        {PrinterFault::paper_out, PrinterState::paper_out},
        {PrinterFault::cover_open, PrinterState::cover_open},
        {PrinterFault::offline, PrinterState::offline},
        {PrinterFault::jam, PrinterState::fault},
        {PrinterFault::silent, PrinterState::silent},
    };
    EscposMachine machine(576);
    for (const auto& [fault, state] : table) {
        machine.set_fault(fault);
        EXPECT_EQ(state_of(machine), state) << name_of(fault);
        EXPECT_EQ(printer_fault_named(name_of(fault)), fault);
    }
}

TEST(EscposMachine, Keeps_what_it_cannot_print_until_it_can) {
    EscposMachine machine(384);
    machine.set_fault(PrinterFault::cover_open);
    EXPECT_TRUE(machine.take(job(page())).empty());
    EXPECT_TRUE(machine.take_tickets().empty());
    EXPECT_EQ(bytes_of(machine.set_fault(PrinterFault::none)), Bytes{0});
    EXPECT_EQ(machine.take_tickets().size(), 1U);
}

TEST(EscposMachine, Paper_that_ends_stops_it_in_the_middle_of_a_page) {
    EscposMachine machine(384);
    machine.end_paper_after(20);
    EXPECT_TRUE(machine.take(job(page())).empty());
    EXPECT_EQ(state_of(machine), PrinterState::paper_out);
    EXPECT_EQ(bytes_of(machine.set_fault(PrinterFault::none)), Bytes{0});
}

TEST(EscposMachine, Forgets_what_it_has_not_printed_when_it_is_switched_off) {
    EscposMachine machine(384);
    machine.take(ByteView(job(page())).first(500));
    machine.power_cycle();
    EXPECT_EQ(bytes_of(machine.take(job(page()))), Bytes{0});
}

TEST(EscposMachine, Padding_brings_it_back_into_step_wherever_a_line_broke) {
    const Bytes bytes = job(page());
    for (std::size_t cut = 0; cut < bytes.size(); cut += 13) {
        EscposMachine machine(384);
        machine.take(ByteView(bytes).first(cut));
        machine.take(escpos::padding(384));
        machine.take(escpos::begin_page());
        machine.take(escpos::end_page());
        machine.take_tickets();
        EXPECT_EQ(bytes_of(machine.take(job(page()))), Bytes{0}) << cut;
        EXPECT_TRUE(shows(machine.take_tickets().at(0), page())) << cut;
    }
}

TEST(EscposMachine, Bytes_that_are_no_command_are_seen_on_paper) {
    EscposMachine machine(384);
    machine.take(platform::view_of("hello"));
    machine.take(escpos::end_page());
    EXPECT_TRUE(machine.take_tickets().at(0).dark(0, 0));
}

}  // namespace
}  // namespace syncing::sim
