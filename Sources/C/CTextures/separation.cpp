#include "separation.hpp"

#include <algorithm>

namespace textures {

namespace {

// Colours along an edge of the coarse table, 16 of 255 apart, and steps of a share in it.
constexpr int coarse = 17, steps = 12;
// Cells of the fine table in one of the coarse.
constexpr int fine = 4;

class Coarse {
  public:
    Coarse(const Inks &inks, const Reins &reins) : nodes_(size_t(coarse) * coarse * coarse) {
        const Mixtures mixtures(inks, steps);
        for_rows(reins, coarse * coarse, [&](int from, int to) {
            for (int place = from; place < to; place++) {
                for (int blue = 0; blue < coarse; blue++) {
                    const textures_colour colour = {byte(place / coarse), byte(place % coarse), byte(blue)};
                    nodes_[size_t(place) * coarse + size_t(blue)] = mixtures.nearest(vivid(colour));
                }
            }
        });
    }

    // Evenly mixed between nodes; the place is in cells of the fine table.
    Light at(int red, int green, int blue) const {
        Light sum = {0, 0, 0};
        for (int corner = 0; corner < 8; corner++) {
            const int x = corner & 1, y = corner >> 1 & 1, z = corner >> 2;
            const float weight = weight_of(red, x) * weight_of(green, y) * weight_of(blue, z);
            const Light &node =
                nodes_[(size_t(red / fine + x) * coarse + size_t(green / fine + y)) * coarse + size_t(blue / fine + z)];
            for (size_t ink = 0; ink < 3; ink++) sum[ink] += weight * node[ink];
        }
        return sum;
    }

  private:
    static uint8_t byte(int node) { return uint8_t(std::min(255, node * 16)); }

    static float weight_of(int cell, int is_next) {
        const float share = float(cell % fine) / fine;
        return is_next ? share : 1 - share;
    }

    std::vector<Light> nodes_;
};

// Towards the few tints that a printer mixes: quarters of an ink.
float stepped(float share) {
    const float place = share * 4, step = std::floor(place), rest = place - step;
    return (step + rest + (smoothstep(0.3f, 0.7f, rest) - rest) * 0.7f) / 4;
}

}  // namespace

Separation::Separation(const Inks &inks, const Reins &reins) {
    const Coarse nodes(inks, reins);
    for (int ink = 0; ink < inks.count(); ink++) shares_[ink].resize(size_t(side) * side * side);
    for_rows(reins, side * side, [&](int from, int to) {
        for (int place = from; place < to; place++) {
            for (int blue = 0; blue < side; blue++) {
                const Light shares = nodes.at(place / side, place % side, blue);
                for (int ink = 0; ink < inks.count(); ink++) {
                    shares_[ink][size_t(place) * side + size_t(blue)] = byte_of(255 * stepped(shares[size_t(ink)]));
                }
            }
        }
    });
}

}  // namespace textures
