// The simulated printer's words; each ticket that is cut becomes a PNG file, ticket_001.png and so on.
//   fault NAME            as PrinterFault has them; `fault none` mends it and puts a new roll in
//   paper_ends_after N    the paper ends when N more rows are printed
//   unplug_at N           the cable goes when N more bytes have come from the host
//   slow N                N rows a second, and answers wait for the rows before them (0: at once)
//   power_cycle           what was received and not printed is forgotten
#pragma once

#include <filesystem>
#include <optional>

#include "sync/sim/escpos_machine.h"
#include "sync/sim/simulated_device.h"

namespace syncing::sim {

class PrinterDevice final : public SimulatedDevice {
  public:
    /// `folder` exists, or is made with the first ticket.
    PrinterDevice(int width, std::filesystem::path folder) : machine_(width), folder_(std::move(folder)) {}

    std::vector<Act> take(platform::ByteView bytes) override;
    /// A printer has a power supply of its own: the cable changes nothing in it.
    std::vector<Act> power_up() override;
    std::optional<Obeyed> obey(std::string_view verb, const std::string& rest) override;
    std::string_view words() const override {
        return "fault NAME, paper_ends_after N, unplug_at N, slow N, power_cycle";
    }

  private:
    bool obey_number(std::string_view verb, int number);
    std::vector<Act> acts_of(std::vector<EscposMachine::Answer> answers);
    void keep_tickets();

    EscposMachine machine_;
    std::filesystem::path folder_;
    int kept_ = 0;
    std::optional<std::size_t> bytes_to_unplug_;
    bool cable_out_ = false;  // pulled by unplug_at: what still comes was never sent
    int rows_a_second_ = 0;
};

}  // namespace syncing::sim
