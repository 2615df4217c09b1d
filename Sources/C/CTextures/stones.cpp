#include "stones.hpp"

#include "colour.hpp"
#include "noise.hpp"

#include <algorithm>

namespace textures {

namespace {

// Of a tile's half: the joint around it. Of small ones it is no wider than this, so that they do not drown in grout.
constexpr float joint = 0.12f, widest_joint = 0.17f;
// Samples that are looked at along each side of a tile, and how much of it they cover.
constexpr int steps = 4;
constexpr float covered = 0.85f;
// Samples farther apart than this, over three bands, are just different.
constexpr int different = 120;

// The colour that most of a tile's ground has.
textures_colour main_colour(const textures_picture &drawing, const Tile &tile) {
    const uint8_t *samples[steps * steps];
    for (int i = 0; i < steps * steps; i++) {
        const float u = (float(i % steps) + 0.5f) / steps * 2 - 1, v = (float(i / steps) + 0.5f) / steps * 2 - 1;
        const float across = u * covered * tile.half_width, down = v * covered * tile.half_height;
        const float x = tile.middle.x + tile.along.x * across - tile.along.y * down;
        const float y = tile.middle.y + tile.along.y * across + tile.along.x * down;
        const int column = std::clamp(int(x), 0, drawing.width - 1), row = std::clamp(int(y), 0, drawing.height - 1);
        samples[i] = row_of(drawing, row) + size_t(column) * 3;
    }
    const uint8_t *best = samples[0];
    int least = INT32_MAX;
    for (const uint8_t *one : samples) {
        int sum = 0;
        for (const uint8_t *two : samples) {
            const int apart = std::abs(one[0] - two[0]) + std::abs(one[1] - two[1]) + std::abs(one[2] - two[2]);
            sum += std::min(apart, different);
        }
        if (sum < least) {
            least = sum;
            best = one;
        }
    }
    return {best[0], best[1], best[2]};
}

}  // namespace

Stone stone_of(const textures_picture &drawing, const Tile &tile, uint64_t seed, int number, float scale) {
    const auto dice = [&](int use) { return 2 * hashed(seed, number, use) - 1; };
    Lab lab = lab_of(main_colour(drawing, tile));
    lab.light *= 1.02f + 0.06f * dice(1);
    lab.a = lab.a * (1.1f + 0.15f * dice(2)) + 0.006f * dice(3);
    lab.b = lab.b * (1.1f + 0.15f * dice(4)) + 0.006f * dice(5);
    const textures_colour colour = colour_of(lab);
    Stone stone = {tile, {float(colour.red), float(colour.green), float(colour.blue)}, {dice(6), dice(7)}, 0};
    const float turn = 0.05f * dice(8), c = std::cos(turn), s = std::sin(turn);
    stone.tile.along = {tile.along.x * c - tile.along.y * s, tile.along.x * s + tile.along.y * c};
    stone.tile.middle = {tile.middle.x * scale, tile.middle.y * scale};
    stone.tile.half_width = tile.half_width * scale * (1 + 0.05f * dice(9));
    stone.tile.half_height = tile.half_height * scale * (1 + 0.05f * dice(10));
    stone.gap = std::max(stone.half() * joint, std::min(0.5f, stone.half() * widest_joint));
    return stone;
}

}  // namespace textures
