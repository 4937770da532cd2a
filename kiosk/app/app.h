// The terminal's loop: sleeps until something happens, lets the flow decide, draws until settled, carries out
// what the flow asks. Main thread only.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "kiosk/app/inbox.h"
#include "kiosk/app/live_view.h"
#include "kiosk/app/print_thread.h"
#include "kiosk/app/recorder.h"
#include "kiosk/app/store_thread.h"
#include "kiosk/app/sync_runner.h"
#include "kiosk/flow/update.h"
#include "kiosk/ui/ui.h"
#include "platform/clock/clock.h"
#include "platform/device/health.h"
#include "platform/display/display.h"
#include "platform/speech/speech.h"

namespace kiosk {

/// Everything the loop works with; not owned, outlives it.
struct AppParts {
    platform::Display& display;
    platform::GlyphAtlas& glyphs;
    Ui& ui;
    const Strings& strings;
    SharedPack pack;  // to begin with
    const StationInfo& station;
    const FlowSettings& settings;
    const StationFinder* stations;  // may be null
    const platform::Clock& clock;
    Inbox& inbox;
    StoreThread& store;
    platform::CardReader& reader;
    platform::CodeSource& codes;
    SyncRunner& sync;
    PrintThread* printer;                                          // null: this terminal has none
    platform::Speaker* speaker;                                    // null: this terminal has no voice
    std::function<std::vector<platform::DeviceHealth>()> devices;  // how each does now; any thread
    Recorder& recorder;
    LiveView& live_view;
    std::function<void(RequestId)> photograph{};  // asks the camera for one; PhotographTaken follows
};

class App {
  public:
    explicit App(AppParts parts);
    /// Until the window closes or `stop` is set (and the display woken), or the program must start anew for
    /// new settings: true then.
    bool run(const std::atomic<bool>& stop);

  private:
    bool ends(const std::atomic<bool>& stop) const;
    Stamp now() const;
    /// Until there is nothing to do; how long to sleep then.
    std::chrono::milliseconds work(const std::atomic<bool>& stop);
    void handle(const Event& event);
    void carry_out(const Effect& effect);
    void read_aloud(int volume);
    /// Takes what the camera sees to the screen, when there is something new; a photograph that is to be
    /// judged stands still.
    void look();
    void show_picture(const platform::GrayPicture& picture, std::vector<platform::Outline> outlines);
    void drop_picture();
    void draw();
    Context context() const { return {*pack_, parts_.station, parts_.settings, parts_.stations}; }
    void use(SharedPack pack);

    AppParts parts_;
    SharedPack pack_;
    std::unique_ptr<State> state_;                  // a new block for each: what a state held goes with it
    std::shared_ptr<const TakenPhotograph> still_;  // shown in place of what the camera sees
    int frames_due_ = 0;
    bool start_anew_ = false;
    platform::UtcMs last_minute_ = 0;
};

}  // namespace kiosk
