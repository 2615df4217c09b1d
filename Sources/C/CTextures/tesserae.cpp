#include "noise.hpp"
#include "stones.hpp"

#include <algorithm>
#include <cmath>

using namespace textures;

// A mosaic: small stones in rows along contours, each of one colour, lit from the upper left, in grout.

namespace {

// Of a stone's half: its bevelled edge, and how far its corners are rounded.
constexpr float bevel = 0.22f, rounding = 0.3f;
constexpr Point sun = {-0.6f, -0.8f};
// How much light the bevel, the tilt and the surface of a stone change.
constexpr float on_bevel = 0.26f, on_tilt = 0.05f, on_surface = 0.035f;

class Wall {
  public:
    Wall(std::vector<Stone> stones, const textures_tesserae &how)
        : stones_(std::move(stones)),
          grout_{float(how.grout.red), float(how.grout.green), float(how.grout.blue)},
          unit_(how.unit),
          sand_(how.seed + 9, 64, 3, 0.8f) {}

    // Stones were laid in this order, so earlier ones lie on later ones.
    void paint(Output &output, int from, int to) const {
        for (int y = from; y < to; y++) grout(output.row(y), y, output.width());
        for (size_t place = stones_.size(); place-- > 0;) set(stones_[place], output, from, to);
    }

  private:
    void grout(uint8_t *out, int y, int width) const {
        const float scale = 1.2f / std::max(unit_, 0.5f);
        for (int x = 0; x < width; x++) {
            const float sand = 1 + 0.09f * sand_.at(float(x) * scale, float(y) * scale);
            for (const float band : grout_) *out++ = byte_of(band * sand);
        }
    }

    void set(const Stone &stone, Output &output, int from, int to) const {
        const Tile &tile = stone.tile;
        const float reach = stone.reach();
        const int top = std::max(from, int(tile.middle.y - reach)), bottom = std::min(to - 1, int(tile.middle.y + reach));
        const int left = std::max(0, int(tile.middle.x - reach));
        const int right = std::min(output.width() - 1, int(tile.middle.x + reach));
        for (int y = top; y <= bottom; y++) {
            uint8_t *out = output.row(y) + size_t(left) * 3;
            for (int x = left; x <= right; x++, out += 3) cover(stone, out, x, y);
        }
    }

    // One pixel: of the stone, of its joint, or neither.
    void cover(const Stone &stone, uint8_t *out, int x, int y) const {
        const Tile &tile = stone.tile;
        const float dx = float(x) + 0.5f - tile.middle.x, dy = float(y) + 0.5f - tile.middle.y;
        const Point place = {dx * tile.along.x + dy * tile.along.y, dy * tile.along.x - dx * tile.along.y};
        const float across = tile.half_width - stone.gap - std::fabs(place.x);
        const float down = tile.half_height - stone.gap - std::fabs(place.y);
        const float inside = inside_of(across, down, stone.half() * rounding);
        if (inside < -stone.gap - 0.5f) return;
        const float light = light_on(stone, place, across < down, inside)
            + on_surface * sand_.at((float(x) + stone.colour[0] * 7) * 0.55f / unit_, float(y) * 0.55f / unit_);
        const float share = clamped(inside + 0.5f), joined = clamped(inside + stone.gap + 0.5f);
        for (int band = 0; band < 3; band++) {
            // Its own joint lies around it, where another stone is below.
            const float below = float(out[band]) + (grout_[band] * 0.94f - float(out[band])) * joined;
            out[band] = byte_of(below + (stone.colour[band] * light - below) * share);
        }
    }

    // How far from the stone's edge, negative outside.
    static float inside_of(float across, float down, float corner) {
        if (across >= corner || down >= corner) return std::min(across, down);
        const float a = corner - across, b = corner - down;
        return corner - std::sqrt(a * a + b * b);
    }

    static float light_on(const Stone &stone, Point place, bool is_side, float inside) {
        const float half = stone.half(), edge = half * bevel;
        const float light = 1 + on_tilt * (stone.tilt[0] * place.x + stone.tilt[1] * place.y) / half;
        if (inside >= edge) return light;
        const Point along = stone.tile.along;
        const float side = sun.x * along.x + sun.y * along.y, end = sun.y * along.x - sun.x * along.y;
        const float facing = is_side ? (place.x > 0 ? side : -side) : (place.y > 0 ? end : -end);
        // Where stones are small, edges are too fine to be seen.
        return light + on_bevel * facing * (1 - std::max(inside, 0.0f) / edge) * std::min(1.0f, half / 2.5f);
    }

    const std::vector<Stone> stones_;
    const float grout_[3];
    const float unit_;
    const Noise sand_;
};

void check(const textures_picture &drawing, const textures_picture &guide, const textures_tesserae &how) {
    demand_picture(drawing);
    demand(int64_t(drawing.width) * drawing.height <= TEXTURES_MOST_LAID);
    demand(guide.width == drawing.width && guide.height == drawing.height);
    demand_size(how.width, how.height);
    demand(how.unit, 0.0005f, 20);
    demand(how.side, 3, 400);
}

}  // namespace

textures_status textures_inlay(textures_picture drawing, textures_picture guide, textures_tesserae how,
                               textures_reins reins, textures_result *result) {
    return guarded(reins, result, [=](const Reins &own, textures_result *made) {
        check(drawing, guide, how);
        const std::vector<Tile> tiles = laid(drawing, guide, how.side, own);
        const float scale = float(how.width) / float(drawing.width);
        std::vector<Stone> stones;
        for (size_t i = 0; i < tiles.size(); i++) {
            stones.push_back(stone_of(drawing, tiles[i], how.seed, int(i), scale));
        }
        const Wall wall(std::move(stones), how);
        Output output(how.width, how.height);
        for_rows(own, how.height, [&](int from, int to) { wall.paint(output, from, to); });
        output.hand_over(made);
    });
}
