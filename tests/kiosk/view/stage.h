// Draws previews with no window and touches them.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/view/previews.h"
#include "kiosk/view/view.h"
#include "platform/display/display.h"

namespace kiosk::test {

struct Size {
    const char* name;
    int width;
    int height;
};
constexpr Size kLandscape{"landscape", 1920, 1080};
constexpr Size kPortrait{"portrait", 1080, 1920};
constexpr Size kSmall{"small", 1366, 768};

class Stage {
  public:
    Stage()
        : strings_(*Strings::load(std::string(SOURCE_DIR) + "/assets/strings")),
          world_(*preview_world(std::string(SOURCE_DIR) + "/config/schemes")),
          glyphs_(*platform::GlyphAtlas::open(platform::FontFiles::installed())),
          ui_(*glyphs_, strings_) {}

    std::vector<Preview> all() const { return previews(world_); }
    Preview find(const std::string& name) const {
        for (Preview& preview : all()) {
            if (preview.name == name) return preview;
        }
        ADD_FAILURE() << "no preview " << name;
        return {};
    }
    const PreviewWorld& world() const { return world_; }
    void have_voice() { world_.settings.voice = true; }
    platform::GlyphAtlas& glyphs() { return *glyphs_; }
    Ui& ui() { return ui_; }

    std::optional<Event> frame(const State& state, Size size = kLandscape, platform::Pointer pointer = {}) {
        return frame(Preview{{}, state, {}}, size, pointer);
    }
    std::optional<Event> frame(const Preview& preview, Size size = kLandscape,
                               platform::Pointer pointer = {}) {
        const State& state = preview.state;
        session_.begin_frame(size.width, size.height, pointer, 0);
        ui_.begin(size.width, size.height, state.shell.language);
        std::optional<Event> event = draw(world_.context(preview), state, ui_);
        ui_.end();
        session_.end_frame();
        glyphs_->take_patches();
        return event;
    }
    const Widget* widget(const std::string& id) const {
        for (const Widget& it : ui_.widgets()) {
            if (it.id == id) return &it;
        }
        return nullptr;
    }
    /// Presses and releases in the middle; what the release gives, or else what the press gave.
    std::optional<Event> tap(const State& state, const Rect& pixels, Size size = kLandscape) {
        return tap(Preview{{}, state, {}}, pixels, size);
    }
    std::optional<Event> tap(const Preview& preview, const Rect& pixels, Size size = kLandscape) {
        const float x = pixels.center_x();
        const float y = pixels.center_y();
        frame(preview, size);
        frame(preview, size, {x, y, false, true});
        const auto pressed = frame(preview, size, {x, y, true, true});
        const auto released = frame(preview, size, {x, y, false, true});
        frame(preview, size);
        return released ? released : pressed;
    }
    std::optional<Event> tap(const std::string& preview, const std::string& id) {
        const Preview shown = find(preview);
        frame(shown);
        const Widget* found = widget(id);
        if (found == nullptr) {
            ADD_FAILURE() << preview << " has no widget " << id;
            return std::nullopt;
        }
        return tap(shown, Rect(found->pixels));
    }

  private:
    Strings strings_;
    PreviewWorld world_;
    std::unique_ptr<platform::GlyphAtlas> glyphs_;
    platform::ImguiSession session_;
    Ui ui_;
};

}  // namespace kiosk::test
