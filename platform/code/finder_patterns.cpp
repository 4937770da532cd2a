#include "platform/code/finder_patterns.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace platform {
namespace {

/// Dark, light, dark, light, dark along a line.
using Runs = std::array<int, 5>;

/// One, one, three, one, one, as far as a slant and a threshold leave them so.
bool like_a_finder(const Runs& runs) {
    const double module = std::accumulate(runs.begin(), runs.end(), 0) / 7.0;
    if (module < 1) return false;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double expected = i == 2 ? 3 * module : module;
        if (std::abs(runs[i] - expected) > (i == 2 ? 1.2 : 0.75) * module) return false;
    }
    return true;
}

/// Noise makes small ones; beyond so many the rest of the picture is not looked at.
constexpr std::size_t kMostCandidates = 300;

double size_of(const FinderPattern& pattern) {
    const Spot &one = pattern.corners[0], &other = pattern.corners[2];
    return std::hypot(one.x - other.x, one.y - other.y);
}

/// Its outer ring is 24 modules large; a region several times that is something else.
constexpr double kLargestRing = 24 * 3.0;

class Search {
  public:
    explicit Search(const GrayView& picture)
        : picture_(picture),
          region_(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height)) {}

    std::vector<FinderPattern> all() {
        // A stone is three modules high: every second row meets it.
        for (int y = 0; y < picture_.height && found_.size() < kMostCandidates; y += 2) search_row(y);
        std::stable_sort(found_.begin(), found_.end(),
                         [](const FinderPattern& one, const FinderPattern& other) {
                             return size_of(one) > size_of(other);
                         });
        if (found_.size() > kMostFinderPatterns) found_.resize(kMostFinderPatterns);
        return std::move(found_);
    }

  private:
    /// Where a line through the middle of a pattern enters and leaves its stone, and the runs about it.
    struct Crossing {
        Runs runs;
        double middle;
        double length() const { return std::accumulate(runs.begin(), runs.end(), 0); }
    };

    bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < picture_.width && y < picture_.height; }
    bool dark(int x, int y) const {
        return inside(x, y) && picture_.pixels[std::ptrdiff_t{y} * picture_.stride + x] == 0;
    }

    void search_row(int y) {
        Runs runs{};
        int start = 0;
        for (int x = 1; x <= picture_.width && found_.size() < kMostCandidates; ++x) {
            if (x < picture_.width && dark(x, y) == dark(start, y)) continue;
            std::rotate(runs.begin(), runs.begin() + 1, runs.end());
            runs[4] = x - start;
            if (dark(start, y) && runs[0] > 0 && like_a_finder(runs))
                look_at(x - runs[4] - runs[3] - (runs[2] + 1) / 2, y);
            start = x;
        }
    }

    /// Through a dark pixel in the direction given; nothing when that is no finder pattern.
    std::optional<Crossing> cross(int x, int y, int dx, int dy) const {
        Runs runs{};
        std::array<int, 3> before{}, behind{};
        const auto walk = [&](std::array<int, 3>& lengths, int sign) {
            int step = sign < 0 ? 1 : 0;
            for (std::size_t run = 0; run < lengths.size(); ++run) {
                while (inside(x + sign * step * dx, y + sign * step * dy) &&
                       dark(x + sign * step * dx, y + sign * step * dy) == (run != 1)) {
                    ++lengths[run];
                    ++step;
                }
            }
        };
        walk(before, -1);
        walk(behind, 1);
        runs = {before[2], before[1], before[0] + behind[0], behind[1], behind[2]};
        if (!like_a_finder(runs)) return std::nullopt;
        const int at = dx != 0 ? x : y;
        return Crossing{runs, at - before[0] + runs[2] / 2.0};
    }

    void look_at(int x, int y) {
        if (!dark(x, y) || known(x, y)) return;
        const auto down = cross(x, y, 0, 1);
        if (!down) return;
        const int middle_y = static_cast<int>(down->middle);
        const auto across = cross(x, middle_y, 1, 0);
        if (!across) return;
        const Spot centre{across->middle, down->middle};
        const int middle_x = static_cast<int>(centre.x);
        if (known(middle_x, middle_y)) return;
        // To the right of the stone and the light ring stands the outer ring.
        int ring = middle_x;
        while (dark(ring, middle_y)) ++ring;
        while (inside(ring, middle_y) && !dark(ring, middle_y)) ++ring;
        const double largest = kLargestRing * across->length() * down->length() / 49;
        if (dark(ring, middle_y)) take_ring(ring, middle_y, centre, largest);
    }

    bool known(int x, int y) const {
        return std::any_of(found_.begin(), found_.end(), [&](const FinderPattern& pattern) {
            const Spot& corner = pattern.corners[0];
            const double reach = std::hypot(corner.x - pattern.centre.x, corner.y - pattern.centre.y) / 2;
            return std::hypot(x - pattern.centre.x, y - pattern.centre.y) < reach;
        });
    }

    /// All dark pixels that hang together with this one; false when they are too many to be a ring.
    bool fill(int x, int y, double largest) {
        ++regions_;
        ring_.assign(1, {x, y});
        mark(x, y);
        for (std::size_t next = 0; next < ring_.size(); ++next) {
            if (static_cast<double>(ring_.size()) > largest) return false;
            const auto [at_x, at_y] = ring_[next];
            for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                if (!dark(at_x + dx, at_y + dy) || marked(at_x + dx, at_y + dy)) continue;
                mark(at_x + dx, at_y + dy);
                ring_.emplace_back(at_x + dx, at_y + dy);
            }
        }
        return true;
    }
    std::uint32_t& region_at(int x, int y) {
        return region_[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                       static_cast<std::size_t>(x)];
    }
    void mark(int x, int y) { region_at(x, y) = regions_; }
    bool marked(int x, int y) { return region_at(x, y) == regions_; }

    /// Its corner farthest from the middle gives a diagonal; the others are farthest along and across it.
    void take_ring(int x, int y, Spot centre, double largest) {
        if (!fill(x, y, largest)) return;
        const auto from_centre = [&](const std::pair<int, int>& at) {
            return Spot{at.first + 0.5 - centre.x, at.second + 0.5 - centre.y};
        };
        Spot far{};
        for (const auto& at : ring_) {
            const Spot spot = from_centre(at);
            if (std::hypot(spot.x, spot.y) > std::hypot(far.x, far.y)) far = spot;
        }
        std::array<double, 4> best{};
        std::array<Spot, 4> corners{};
        for (const auto& at : ring_) {
            const Spot spot = from_centre(at);
            const double along = spot.x * far.x + spot.y * far.y;
            const double across = spot.y * far.x - spot.x * far.y;
            const std::array<double, 4> reach{along, across, -along, -across};
            for (std::size_t i = 0; i < reach.size(); ++i) {
                if (reach[i] <= best[i]) continue;
                best[i] = reach[i];
                corners[i] = spot;
            }
        }
        FinderPattern pattern{centre, {}};
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const double length = std::hypot(corners[i].x, corners[i].y);
            if (length < 3) return;                          // open on this side
            const double outward = (length + 0.5) / length;  // to the pixel's edge
            pattern.corners[i] = {centre.x + corners[i].x * outward, centre.y + corners[i].y * outward};
        }
        found_.push_back(pattern);
    }

    GrayView picture_;
    std::vector<std::uint32_t> region_;  // in which of the fills a pixel was met last
    std::uint32_t regions_ = 0;
    std::vector<std::pair<int, int>> ring_;
    std::vector<FinderPattern> found_;
};

}  // namespace

std::vector<FinderPattern> finder_patterns(const GrayView& black_and_white) {
    return Search(black_and_white).all();
}

}  // namespace platform
