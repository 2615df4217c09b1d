#pragma once

#include "tiling.hpp"

#include <algorithm>

namespace textures {

// A tile of one colour, as it lies in the result.
struct Stone {
    Tile tile;  // in pixels of the result
    float colour[3];
    // By how much lighter it gets along its sides, and across them.
    float tilt[2];
    // In pixels: the joint around it.
    float gap;

    float half() const { return std::min(tile.half_width, tile.half_height); }
    // How far it reaches from its middle, level and upright.
    float reach() const {
        return (std::fabs(tile.along.x) + std::fabs(tile.along.y)) * std::max(tile.half_width, tile.half_height) + 1;
    }
};

// No two stones are of quite the same colour, square, or level. `scale` is how many pixels a sample of the drawing has.
Stone stone_of(const textures_picture &drawing, const Tile &tile, uint64_t seed, int number, float scale);

}  // namespace textures
