#include "platform/code/deskew.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <optional>

#include "platform/code/finder_patterns.h"

namespace platform {
namespace {

constexpr int kPixelsAModule = 4;
constexpr std::ptrdiff_t kMostCodes = 4;
constexpr int kMinSide = 21;
constexpr int kMaxSide = 177;

/// A place in the code, in modules from its upper left corner, and in the picture.
struct Match {
    Spot module;
    Spot pixel;
};

Eigen::Vector2d vector_of(Spot spot) {
    return {spot.x, spot.y};
}
Spot spot_of(const Eigen::Vector2d& vector) {
    return {vector.x(), vector.y()};
}

/// How a plane at a slant is seen: from modules to pixels.
class View {
  public:
    /// The one that fits best, in the sense of least squares; at least four matches.
    static View fit(const std::vector<Match>& matches, int side) {
        const Eigen::Matrix3d modules = about(vector_of({side / 2.0, side / 2.0}), 1.0 / side);
        Eigen::Vector2d centre = Eigen::Vector2d::Zero();
        for (const Match& match : matches)
            centre += vector_of(match.pixel) / static_cast<double>(matches.size());
        double size = 1;
        for (const Match& match : matches) size = std::max(size, (vector_of(match.pixel) - centre).norm());
        const Eigen::Matrix3d pixels = about(centre, 1 / size);

        Eigen::MatrixXd rows(2 * matches.size(), 8);
        Eigen::VectorXd seen(2 * matches.size());
        for (std::size_t i = 0; i < matches.size(); ++i) {
            const Eigen::Vector3d from = modules * vector_of(matches[i].module).homogeneous();
            const Eigen::Vector3d to = pixels * vector_of(matches[i].pixel).homogeneous();
            const auto row = static_cast<Eigen::Index>(2 * i);
            rows.row(row) << from.x(), from.y(), 1, 0, 0, 0, -from.x() * to.x(), -from.y() * to.x();
            rows.row(row + 1) << 0, 0, 0, from.x(), from.y(), 1, -from.x() * to.y(), -from.y() * to.y();
            seen[row] = to.x();
            seen[row + 1] = to.y();
        }
        const Eigen::VectorXd solved = rows.colPivHouseholderQr().solve(seen);
        Eigen::Matrix3d matrix;
        matrix << solved[0], solved[1], solved[2], solved[3], solved[4], solved[5], solved[6], solved[7], 1;
        return View(pixels.inverse() * matrix * modules);
    }

    Spot operator()(Spot module) const {
        return spot_of((matrix_ * vector_of(module).homogeneous()).hnormalized());
    }

  private:
    explicit View(Eigen::Matrix3d matrix) : matrix_(std::move(matrix)) {}
    /// Moves `centre` to the origin and scales: numbers about 1 keep the equations well conditioned.
    static Eigen::Matrix3d about(const Eigen::Vector2d& centre, double scale) {
        Eigen::Matrix3d matrix;
        matrix << scale, 0, -scale * centre.x(), 0, scale, -scale * centre.y(), 0, 0, 1;
        return matrix;
    }
    Eigen::Matrix3d matrix_;
};

/// Where alignment patterns have their middle modules, along one side (ISO/IEC 18004, annex E).
std::vector<int> alignment_places(int side) {
    const int version = (side - 17) / 4;
    if (version < 2) return {};
    const int count = version / 7 + 2;
    const int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
    std::vector<int> places{6};
    for (int i = count - 2; i >= 0; --i) places.push_back(side - 7 - i * step);
    return places;
}

/// A picture of black and white, and a code in it as three finder patterns say.
class Fit {
  public:
    /// Nothing when these three are not the corners of one code.
    static std::optional<Fit> of(const GrayView& picture, const std::array<FinderPattern, 3>& patterns) {
        std::array<FinderPattern, 3> turned = in_turn(patterns);
        const double guess = modules_between(turned);
        std::optional<Fit> best;
        for (int side = kMinSide; side <= kMaxSide; side += 4) {
            if (std::abs(side - guess) > std::max(4.0, guess / 4)) continue;
            Fit fit(picture, side);
            if (!fit.match_finders(turned)) return std::nullopt;
            fit.view_ = View::fit(fit.matches_, side);
            fit.score_ = fit.timing();
            if (!best || fit.score_ > best->score_) best = std::move(fit);
        }
        if (!best || best->score_ < 0.7) return std::nullopt;
        return best;
    }

    double score() const { return score_; }

    /// Finds the alignment patterns near where they should be; those found make the view more exact, and say
    /// how the paper bends.
    void match_alignments() {
        const std::vector<int> places = alignment_places(side_);
        const int last = places.empty() ? 0 : places.back();
        // From the finder patterns outward: the farthest one is the hardest to foresee.
        for (const int v : places) {
            for (const int u : places) {
                const bool finder = (u == 6 && v == 6) || (u == 6 && v == last) || (u == last && v == 6);
                if (finder) continue;
                const Spot middle{u + 0.5, v + 0.5};
                if (const auto found = find_alignment(middle)) matches_.push_back({middle, *found});
            }
        }
        if (matches_.size() > 12) view_ = View::fit(matches_, side_);
        for (const Match& match : matches_) {
            const Spot at = (*view_)(match.module);
            off_.push_back({match.pixel.x - at.x, match.pixel.y - at.y});
        }
    }

    Deskewed drawn() const {
        const int side = (side_ + 2 * kQuietZone) * kPixelsAModule;
        Deskewed drawn{
            {side, side,
             std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255)},
            {}};
        for (int v = 0; v < side_; ++v) {
            for (int u = 0; u < side_; ++u) {
                if (dark_module(u, v)) paint(drawn.picture, u, v);
            }
        }
        const double end = side_;
        std::size_t i = 0;
        for (const Spot corner : {Spot{0, 0}, Spot{end, 0}, Spot{end, end}, Spot{0, end}}) {
            const Spot at = place(corner);
            const auto kept = [](double value) {
                return value >= 0 ? static_cast<int>(std::min(value, double{kMaxPictureSide})) : 0;
            };
            drawn.outline[i++] = {kept(at.x), kept(at.y)};
        }
        return drawn;
    }

  private:
    Fit(const GrayView& picture, int side) : picture_(picture), side_(side) {}

    /// Upper left, upper right, lower left: the first is opposite the longest side, and the others go round
    /// clockwise.
    static std::array<FinderPattern, 3> in_turn(const std::array<FinderPattern, 3>& patterns) {
        const auto distance = [&](std::size_t a, std::size_t b) {
            return (vector_of(patterns[a].centre) - vector_of(patterns[b].centre)).norm();
        };
        std::size_t first = 0;
        for (std::size_t i = 1; i < 3; ++i) {
            if (distance((i + 1) % 3, (i + 2) % 3) > distance((first + 1) % 3, (first + 2) % 3)) first = i;
        }
        std::array<FinderPattern, 3> turned{patterns[first], patterns[(first + 1) % 3],
                                            patterns[(first + 2) % 3]};
        const Eigen::Vector2d right = vector_of(turned[1].centre) - vector_of(turned[0].centre);
        const Eigen::Vector2d down = vector_of(turned[2].centre) - vector_of(turned[0].centre);
        if (right.x() * down.y() - right.y() * down.x() < 0) std::swap(turned[1], turned[2]);
        return turned;
    }

    /// Modules a side, by the size of the finder patterns along the two sides.
    static double modules_between(const std::array<FinderPattern, 3>& turned) {
        double sum = 0;
        for (const std::size_t other : {1U, 2U}) {
            const Eigen::Vector2d way = vector_of(turned[other].centre) - vector_of(turned[0].centre);
            const auto modules_a_pixel = [&](const FinderPattern& pattern) {
                double widest = 1;
                for (std::size_t i = 0; i < 4; ++i) {
                    const Eigen::Vector2d edge =
                        vector_of(pattern.corners[(i + 1) % 4]) - vector_of(pattern.corners[i]);
                    widest = std::max(widest, std::abs(edge.dot(way)) / way.norm());
                }
                return 7 / widest;
            };
            sum += way.norm() * (modules_a_pixel(turned[0]) + modules_a_pixel(turned[other])) / 2;
        }
        return sum / 2 + 7;
    }

    /// Which corner of a finder pattern is which follows from the directions between the patterns.
    bool match_finders(const std::array<FinderPattern, 3>& turned) {
        Eigen::Matrix2d axes;
        axes << vector_of(turned[1].centre) - vector_of(turned[0].centre),
            vector_of(turned[2].centre) - vector_of(turned[0].centre);
        if (std::abs(axes.determinant()) < 1) return false;
        const Eigen::Matrix2d back = axes.inverse();
        const double far = side_ - 7;
        const std::array<Spot, 3> origins{Spot{0, 0}, Spot{far, 0}, Spot{0, far}};
        for (std::size_t i = 0; i < 3; ++i) {
            unsigned seen = 0;
            for (const Spot& corner : turned[i].corners) {
                const Eigen::Vector2d way = back * (vector_of(corner) - vector_of(turned[i].centre));
                const unsigned right = way.x() > 0 ? 1 : 0, down = way.y() > 0 ? 1 : 0;
                seen |= 1U << (2 * down + right);
                matches_.push_back({{origins[i].x + 7.0 * right, origins[i].y + 7.0 * down}, corner});
            }
            if (seen != 15) return false;
        }
        return true;
    }

    bool dark_at(Spot spot) const {
        // A place on the horizon is no number, and lies outside of everything.
        if (!(spot.x >= 0 && spot.y >= 0 && spot.x < picture_.width && spot.y < picture_.height))
            return false;
        return picture_.pixels[static_cast<std::ptrdiff_t>(spot.y) * picture_.stride +
                               static_cast<std::ptrdiff_t>(spot.x)] == 0;
    }

    /// The share of the two timing patterns' modules that are as they should be.
    double timing() const {
        int right = 0, count = 0;
        for (int i = 8; i < side_ - 8; ++i) {
            for (const Spot module : {Spot{i + 0.5, 6.5}, Spot{6.5, i + 0.5}}) {
                right += dark_at((*view_)(module)) == (i % 2 == 0) ? 1 : 0;
                ++count;
            }
        }
        return static_cast<double>(right) / count;
    }

    /// The middle of the pattern that looks most like one, up to three modules from where it should be.
    std::optional<Spot> find_alignment(Spot middle) const {
        int best = 21;  // of 25 modules
        Eigen::Vector2d sum = Eigen::Vector2d::Zero();
        int count = 0;
        constexpr int kReach = 12;  // in quarters of a module
        for (int down = -kReach; down <= kReach; ++down) {
            for (int right = -kReach; right <= kReach; ++right) {
                const Spot here{middle.x + right / 4.0, middle.y + down / 4.0};
                const int alike = alignment_at(here, best);
                if (alike < best) continue;
                if (alike > best) {
                    sum.setZero();
                    count = 0;
                }
                best = alike;
                sum += vector_of((*view_)(here));
                ++count;
            }
        }
        if (count == 0) return std::nullopt;
        return spot_of(sum / count);
    }
    /// How many of its modules are right; fewer than `enough` need not be counted out.
    int alignment_at(Spot middle, int enough) const {
        int alike = 0, seen = 0;
        for (int v = -2; v <= 2; ++v) {
            for (int u = -2; u <= 2; ++u) {
                const bool expected = std::max(std::abs(u), std::abs(v)) != 1;
                alike += dark_at((*view_)({middle.x + u, middle.y + v})) == expected ? 1 : 0;
                if (++seen - alike > 25 - enough) return 0;
            }
        }
        return alike;
    }

    /// Where a place of the code lies, with what the nearest matches are off.
    Spot place(Spot module) const {
        Spot at = (*view_)(module);
        double weights = 0, x = 0, y = 0;
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            const double across = module.x - matches_[i].module.x, down = module.y - matches_[i].module.y;
            const double weight = 1 / (across * across + down * down + 1);
            weights += weight;
            x += weight * off_[i].x;
            y += weight * off_[i].y;
        }
        return {at.x + x / weights, at.y + y / weights};
    }
    bool dark_module(int u, int v) const {
        int dark = 0;
        for (const auto& [right, down] :
             {std::pair{0.5, 0.5}, {0.3, 0.5}, {0.7, 0.5}, {0.5, 0.3}, {0.5, 0.7}})
            dark += dark_at(place({u + right, v + down})) ? 1 : 0;
        return dark >= 3;
    }
    static void paint(GrayPicture& picture, int u, int v) {
        for (int y = 0; y < kPixelsAModule; ++y) {
            const int row = (v + kQuietZone) * kPixelsAModule + y;
            const int from = row * picture.width + (u + kQuietZone) * kPixelsAModule;
            std::fill_n(picture.pixels.begin() + from, kPixelsAModule, std::uint8_t{0});
        }
    }

    GrayView picture_;
    int side_;
    double score_ = 0;
    std::optional<View> view_;
    std::vector<Match> matches_;
    std::vector<Spot> off_;  // of each match: from where the view sees it to where it is
};

}  // namespace

std::vector<Deskewed> deskewed(const GrayView& black_and_white) {
    const std::vector<FinderPattern> patterns = finder_patterns(black_and_white);
    std::vector<Fit> fits;
    for (std::size_t a = 0; a < patterns.size(); ++a) {
        for (std::size_t b = a + 1; b < patterns.size(); ++b) {
            for (std::size_t c = b + 1; c < patterns.size(); ++c) {
                if (auto fit = Fit::of(black_and_white, {patterns[a], patterns[b], patterns[c]}))
                    fits.push_back(std::move(*fit));
            }
        }
    }
    std::stable_sort(fits.begin(), fits.end(),
                     [](const Fit& one, const Fit& other) { return one.score() > other.score(); });
    if (std::ssize(fits) > kMostCodes) fits.erase(fits.begin() + kMostCodes, fits.end());
    std::vector<Deskewed> all;
    for (Fit& fit : fits) {
        fit.match_alignments();
        all.push_back(fit.drawn());
    }
    return all;
}

}  // namespace platform
