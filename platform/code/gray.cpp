#include "platform/code/gray.h"

#include <algorithm>
#include <cstddef>

namespace platform {
namespace {

const std::uint8_t* row_of(const GrayView& picture, int y) {
    return picture.pixels + static_cast<std::ptrdiff_t>(y) * picture.stride;
}

std::uint8_t* row_of(GrayPicture& picture, int y) {
    return picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width;
}

GrayPicture blank(int width, int height) {
    return {width, height,
            std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

/// Running sums over a square window clipped at the borders: cost does not grow with the radius.
class LocalMean {
  public:
    LocalMean(const GrayView& picture, int radius)
        : picture_(picture), radius_(radius), columns_(static_cast<std::size_t>(picture.width), 0) {
        for (int x = 0; x < picture.width; ++x)
            per_pixel_.push_back(1.0F / static_cast<float>(span(x, picture.width)));
        for (int y = 0; y < std::min(radius, picture.height); ++y) add_row(y, 1);
    }

    /// Rows must be asked for from top to bottom, each once.
    void row(int y, std::vector<int>& means) {
        if (y + radius_ < picture_.height) add_row(y + radius_, 1);
        if (y - radius_ - 1 >= 0) add_row(y - radius_ - 1, -1);
        sum_windows(means);
        const float per_row = 1.0F / static_cast<float>(span(y, picture_.height));
        for (std::size_t x = 0; x < means.size(); ++x) {
            means[x] = static_cast<int>(static_cast<float>(means[x]) * per_pixel_[x] * per_row + 0.5F);
        }
    }

  private:
    /// How much of the window around `at` lies inside 0..size.
    int span(int at, int size) const {
        return std::min(at + radius_, size - 1) - std::max(at - radius_, 0) + 1;
    }

    void add_row(int y, int sign) {
        const std::uint8_t* from = row_of(picture_, y);
        for (std::size_t x = 0; x < columns_.size(); ++x) columns_[x] += sign * from[x];
    }

    void sum_windows(std::vector<int>& sums) const {
        const auto radius = static_cast<std::size_t>(radius_);
        int sum = 0;
        for (std::size_t x = 0; x < std::min(radius, columns_.size()); ++x) sum += columns_[x];
        for (std::size_t x = 0; x < columns_.size(); ++x) {
            if (x + radius < columns_.size()) sum += columns_[x + radius];
            if (x > radius) sum -= columns_[x - radius - 1];
            sums[x] = sum;
        }
    }

    GrayView picture_;
    int radius_;
    std::vector<int> columns_;
    std::vector<float> per_pixel_;
};

/// Each pixel from itself and the mean around it.
template <class Function>
GrayPicture against_mean(const GrayView& picture, int radius, Function function) {
    GrayPicture out = blank(picture.width, picture.height);
    LocalMean mean(picture, radius);
    std::vector<int> means(static_cast<std::size_t>(picture.width));
    for (int y = 0; y < picture.height; ++y) {
        mean.row(y, means);
        const std::uint8_t* from = row_of(picture, y);
        std::uint8_t* to = row_of(out, y);
        for (std::size_t x = 0; x < means.size(); ++x) {
            to[x] = static_cast<std::uint8_t>(std::clamp(function(int{from[x]}, means[x]), 0, 255));
        }
    }
    return out;
}

}  // namespace

GrayPicture inverted(const GrayView& picture) {
    GrayPicture out = blank(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* from = row_of(picture, y);
        std::transform(from, from + picture.width, row_of(out, y),
                       [](std::uint8_t value) { return static_cast<std::uint8_t>(255 - value); });
    }
    return out;
}

GrayPicture halved(const GrayView& picture) {
    GrayPicture out = blank(picture.width / 2, picture.height / 2);
    for (int y = 0; y < out.height; ++y) {
        const std::uint8_t* upper = row_of(picture, 2 * y);
        const std::uint8_t* lower = row_of(picture, 2 * y + 1);
        std::uint8_t* to = row_of(out, y);
        for (int x = 0; x < out.width; ++x) {
            const int sum = upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1];
            to[x] = static_cast<std::uint8_t>(sum / 4);
        }
    }
    return out;
}

GrayPicture shrunk(const GrayView& picture, int factor) {
    GrayPicture out = blank(std::max(1, picture.width / factor), std::max(1, picture.height / factor));
    const int across = std::min(factor, picture.width);
    const int down = std::min(factor, picture.height);
    std::vector<int> sums(static_cast<std::size_t>(out.width));
    for (int y = 0; y < out.height; ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int dy = 0; dy < down; ++dy) {
            const std::uint8_t* from = row_of(picture, y * factor + dy);
            for (int& sum : sums) {
                for (int dx = 0; dx < across; ++dx) sum += from[dx];
                from += across;
            }
        }
        std::transform(sums.begin(), sums.end(), row_of(out, y),
                       [&](int sum) { return static_cast<std::uint8_t>(sum / (across * down)); });
    }
    return out;
}

GrayPicture doubled(const GrayView& picture) {
    GrayPicture out = blank(picture.width * 2, picture.height * 2);
    for (int y = 0; y < out.height; ++y) {
        const std::uint8_t* near = row_of(picture, y / 2);
        const std::uint8_t* next =
            row_of(picture, std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, picture.height - 1));
        std::uint8_t* to = row_of(out, y);
        for (int x = 0; x < out.width; ++x) {
            const int here = x / 2;
            const int beside = std::clamp(here + (x % 2 == 0 ? -1 : 1), 0, picture.width - 1);
            to[x] = static_cast<std::uint8_t>(
                (9 * near[here] + 3 * near[beside] + 3 * next[here] + next[beside]) / 16);
        }
    }
    return out;
}

GrayPicture smoothed(const GrayView& picture) {
    return against_mean(picture, 1, [](int, int mean) { return mean; });
}

GrayPicture sharpened(const GrayView& picture, int radius) {
    return against_mean(picture, radius, [](int value, int mean) { return value + 2 * (value - mean); });
}

GrayPicture thresholded(const GrayView& picture, int radius) {
    return against_mean(picture, radius, [](int value, int mean) { return value < mean ? 0 : 255; });
}

}  // namespace platform
