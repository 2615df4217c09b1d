#include "tiling.hpp"

#include <algorithm>

namespace textures {

namespace {

// The share of a tile that may lie on others: of a whole one, of one that fills a gap.
constexpr float most_shared = 0.22f, most_shared_in_gaps = 0.34f;
// Sides of what fills gaps, of a tile's.
struct Filling {
    float width;
    float height;
};
constexpr Filling fillings[] = {{0.78f, 0.78f}, {0.9f, 0.45f}, {0.55f, 0.55f}, {0.9f, 0.28f}, {0.4f, 0.32f}};
// A tile's side on things, of those around them.
constexpr float fine = 0.62f;
// How many tiles a row may have before it must begin anew.
constexpr int longest_row = 4000;

class Tiling {
  public:
    Tiling(const textures_picture &drawing, const textures_picture &guide, float side, const Reins &reins)
        : guide_(guide),
          width_(drawing.width),
          height_(drawing.height),
          side_(side),
          reins_(reins),
          contours_(contours_of(drawing, reins)),
          field_(contours_, width_, height_, reins),
          taken_(contours_.size(), 0),
          seen_(contours_.size(), 0) {}

    std::vector<Tile> tiles() {
        const float side = side_;
        for (const bool are_fine : {true, false}) {
            side_ = are_fine ? side * fine : side;
            rows(are_fine);
            for (const Filling &filling : fillings) gaps(filling, are_fine);
        }
        return std::move(tiles_);
    }

  private:
    bool is_fine(int place) const {
        const uint8_t *pixel = guide_.samples + size_t(place) * 3;
        return pixel[0] || pixel[1] || pixel[2];
    }

    // Row after row, the nearest to contours first.
    void rows(bool are_fine) {
        float most = 0;
        for (int y = 0; y < height_; y++) {
            for (int x = 0; x < width_; x++) most = std::max(most, field_.at(x, y));
        }
        std::vector<std::vector<int>> levels(size_t(most / side_) + 2);
        for (int y = 0; y < height_; y++) {
            for (int x = 0; x < width_; x++) {
                const float level = field_.at(x, y) / side_ - 0.5f;
                const int row = int(std::lround(level));
                if (row < 0 || std::fabs(level - float(row)) * side_ > 0.75f) continue;
                if (is_fine(y * width_ + x) != are_fine) continue;
                levels[size_t(row)].push_back(y * width_ + x);
            }
        }
        for (size_t row = 0; row < levels.size(); row++) {
            reins_.check();
            const float level = (float(row) + 0.5f) * side_;
            for (const int place : levels[row]) {
                if (seen_[size_t(place)]) continue;
                const Point start = {float(place % width_) + 0.5f, float(place / width_) + 0.5f};
                walk(start, level, 1, are_fine);
                walk(start, level, -1, are_fine);
            }
        }
    }

    // Along a level of the field, laying tiles side by side, until one does not fit.
    void walk(Point place, float level, float sense, bool are_fine) {
        if (sense < 0) place = next(place, level, sense);
        for (int count = 0; count < longest_row && is_inside(place); count++) {
            const int x = std::clamp(int(place.x), 0, width_ - 1), y = std::clamp(int(place.y), 0, height_ - 1);
            if (is_fine(y * width_ + x) != are_fine) return;
            const Point away = field_.slope(place);
            const Tile tile = {place, {-away.y, away.x}, side_ / 2, side_ / 2};
            see(place);
            if (!lay(tile, most_shared)) return;
            place = next(place, level, sense);
        }
    }

    Point next(Point place, float level, float sense) const {
        const Point away = field_.slope(place);
        Point there = {place.x - away.y * side_ * sense, place.y + away.x * side_ * sense};
        // Back to the level: rows bend.
        for (int i = 0; i < 2 && is_inside(there); i++) {
            const float off = std::clamp(field_.at(there) - level, -side_ / 3, side_ / 3);
            const Point slope = field_.slope(there);
            there = {there.x - slope.x * off, there.y - slope.y * off};
        }
        return there;
    }

    bool is_inside(Point place) const {
        return place.x > -side_ / 2 && place.y > -side_ / 2 && place.x < float(width_) + side_ / 2
            && place.y < float(height_) + side_ / 2;
    }

    // Places of a row near here need not be begun from again.
    void see(Point place) {
        const int reach = std::max(1, int(side_ * 0.45f));
        for (int y = std::max(0, int(place.y) - reach); y <= std::min(height_ - 1, int(place.y) + reach); y++) {
            for (int x = std::max(0, int(place.x) - reach); x <= std::min(width_ - 1, int(place.x) + reach); x++) {
                seen_[size_t(y) * size_t(width_) + size_t(x)] = 1;
            }
        }
    }

    // Smaller ones where nothing lies yet.
    void gaps(const Filling &filling, bool are_fine) {
        reins_.check();
        const float width = side_ * filling.width, height = side_ * filling.height;
        for (int y = 0; y < height_; y++) {
            for (int x = 0; x < width_; x++) {
                const int place = y * width_ + x;
                if (taken_[size_t(place)] || is_fine(place) != are_fine) continue;
                const Point middle = {float(x) + height * 0.35f, float(y) + height * 0.35f};
                const Point away = field_.slope(middle);
                lay({middle, {-away.y, away.x}, width / 2, height / 2}, most_shared_in_gaps);
            }
        }
    }

    // Whether it fits; then its ground is taken.
    bool lay(const Tile &tile, float most) {
        int all = 0, shared = 0;
        each(tile, [&](uint8_t &taken) {
            all++;
            shared += taken;
        });
        if (all == 0 || float(shared) > most * float(all)) return false;
        each(tile, [](uint8_t &taken) { taken = 1; });
        tiles_.push_back(tile);
        return true;
    }

    template <typename Body>
    void each(const Tile &tile, Body body) {
        const float reach = (tile.half_width + tile.half_height) * 1.01f;
        const int left = std::max(0, int(tile.middle.x - reach)), top = std::max(0, int(tile.middle.y - reach));
        const int right = std::min(width_ - 1, int(tile.middle.x + reach));
        const int bottom = std::min(height_ - 1, int(tile.middle.y + reach));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                const float dx = float(x) + 0.5f - tile.middle.x, dy = float(y) + 0.5f - tile.middle.y;
                if (std::fabs(dx * tile.along.x + dy * tile.along.y) > tile.half_width) continue;
                if (std::fabs(dy * tile.along.x - dx * tile.along.y) > tile.half_height) continue;
                body(taken_[size_t(y) * size_t(width_) + size_t(x)]);
            }
        }
    }

    const textures_picture &guide_;
    const int width_, height_;
    float side_;
    const Reins &reins_;
    const std::vector<uint8_t> contours_;
    const Field field_;
    std::vector<uint8_t> taken_, seen_;
    std::vector<Tile> tiles_;
};

}  // namespace

std::vector<Tile> laid(const textures_picture &drawing, const textures_picture &guide, float side, const Reins &reins) {
    return Tiling(drawing, guide, side, reins).tiles();
}

}  // namespace textures
