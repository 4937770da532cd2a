#include "platform/code/sharpness.h"

#include <array>
#include <cstdint>

#include "platform/code/gray.h"

namespace platform {
namespace {

constexpr int kDarkBelow = 60;
constexpr int kContrastFrom = 50;
constexpr double kSharpFrom = 0.007;

/// The grey that `share` of the pixels do not exceed.
int percentile(const std::array<int, 256>& histogram, int count, double share) {
    int below = 0;
    for (int grey = 0; grey < 256; ++grey) {
        below += histogram[static_cast<std::size_t>(grey)];
        if (below >= share * count) return grey;
    }
    return 255;
}

class Variance {
  public:
    void add(int value) {
        sum_ += value;
        squares_ += std::int64_t{value} * value;
        ++count_;
    }
    double value() const {
        if (count_ == 0) return 0;
        const double mean = static_cast<double>(sum_) / static_cast<double>(count_);
        return static_cast<double>(squares_) / static_cast<double>(count_) - mean * mean;
    }

  private:
    std::int64_t sum_ = 0;
    std::int64_t squares_ = 0;
    std::int64_t count_ = 0;
};

}  // namespace

PictureFigures measure(const GrayView& picture) {
    if (picture.width < 8 || picture.height < 8) return {};
    const GrayPicture half = smoothed(halved(picture).view());
    std::array<int, 256> histogram{};
    for (const std::uint8_t pixel : half.pixels) ++histogram[pixel];
    const int count = half.width * half.height;
    Variance grey;
    Variance edges;
    for (int y = 1; y + 1 < half.height; ++y) {
        const std::uint8_t* row = half.pixels.data() + static_cast<std::ptrdiff_t>(y) * half.width;
        for (int x = 1; x + 1 < half.width; ++x) {
            grey.add(row[x]);
            edges.add(row[x - 1] + row[x + 1] + row[x - half.width] + row[x + half.width] - 4 * row[x]);
        }
    }
    const double spread = grey.value();
    return {percentile(histogram, count, 0.05), percentile(histogram, count, 0.95),
            spread > 0 ? edges.value() / spread : 0};
}

PictureQuality judge(const PictureFigures& figures) {
    if (figures.bright < kDarkBelow) return PictureQuality::dark;
    const bool contrast = figures.bright - figures.dark >= kContrastFrom;
    return contrast && figures.sharpness < kSharpFrom ? PictureQuality::blurred : PictureQuality::good;
}

PictureQuality SteadyQuality::judged(PictureQuality quality, BootMs now) {
    if (quality != seen_) {
        seen_ = quality;
        since_ = now;
    }
    const BootMs patience = quality == PictureQuality::good ? kGoodAfterMs : kTroubleAfterMs;
    if (now - since_ >= patience) shown_ = seen_;
    return shown_;
}

}  // namespace platform
