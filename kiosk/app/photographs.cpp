#include "kiosk/app/photographs.h"

#include <algorithm>
#include <utility>

#include "platform/log/log.h"
#include "platform/photo/jpeg.h"
#include "sync/wire/attachment.h"

namespace kiosk {

namespace {

// Sealing pads to the next 16 KiB; a page at 1280 x 720 is about 200 KB, so this bounds only what is unusual.
constexpr std::size_t kLargestJpeg = 3UL * 1024 * 1024;
static_assert(kLargestJpeg + 64UL * 1024 < syncing::kMaxAttachment);

}  // namespace

std::shared_ptr<const TakenPhotograph> developed(const std::optional<platform::Photograph>& photograph) {
    if (!photograph) return nullptr;
    const platform::GrayView picture = photograph->picture.view();
    auto jpeg = platform::write_jpeg(picture, kLargestJpeg);
    if (!jpeg) {
        platform::log::error("a photograph of {} x {} cannot be made a JPEG", picture.width, picture.height);
        return nullptr;
    }
    const int longer = std::max(picture.width, picture.height);
    const int factor = (longer + TakenPhotograph::kSeenSide - 1) / TakenPhotograph::kSeenSide;
    return std::make_shared<const TakenPhotograph>(
        TakenPhotograph{std::move(*jpeg), platform::shrunk(picture, factor), photograph->quality});
}

}  // namespace kiosk
