#pragma once

#include "field.hpp"

#include <array>

namespace textures {

// One tessera: a square in the drawing's samples, turned.
struct Tile {
    Point middle;
    // Along its upper side, of length 1.
    Point along;
    // Half of its sides, along and across.
    float half_width;
    float half_height;

    Point corner(int which) const {
        const float u = which == 0 || which == 3 ? -half_width : half_width;
        const float v = which < 2 ? -half_height : half_height;
        return {middle.x + along.x * u - along.y * v, middle.y + along.y * u + along.x * v};
    }
};

// Lays tiles in rows along contours until the drawing is covered: smaller ones where `guide` is not black. `side` is in
// samples, at least 3.
std::vector<Tile> laid(const textures_picture &drawing, const textures_picture &guide, float side, const Reins &reins);

}  // namespace textures
