#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace textures {

// When a dot reaches a place, as it grows from its middle: each share of ink covers just so much of a screen's cell.
class Dot {
  public:
    static constexpr int side = 64;

    Dot();

    // `u` and `v` in cells.
    float limit(float u, float v) const {
        const int column = int((u - std::floor(u)) * side) & (side - 1);
        const int row = int((v - std::floor(v)) * side) & (side - 1);
        return limits_[size_t(row) * side + size_t(column)];
    }

  private:
    std::vector<float> limits_;
};

}  // namespace textures
