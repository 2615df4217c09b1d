#pragma once

#include "internal.hpp"

#include <cmath>
#include <vector>

namespace textures {

struct Point {
    float x = 0;
    float y = 0;
};

// How far every place of a drawing is from the nearest contour, in samples.
class Field {
  public:
    // `contours` has 1 where a contour runs.
    Field(const std::vector<uint8_t> &contours, int width, int height, const Reins &reins);

    int width() const { return width_; }
    int height() const { return height_; }
    float at(int x, int y) const { return values_[size_t(y) * size_t(width_) + size_t(x)]; }
    float at(Point place) const;
    // Away from the contour, of length 1.
    Point slope(Point place) const;

  private:
    int width_;
    int height_;
    std::vector<float> values_;
    // The same, evened out: what directions are taken from.
    std::vector<float> smooth_;
};

// 1 where colours of a drawing change at a step, not little by little.
std::vector<uint8_t> contours_of(const textures_picture &drawing, const Reins &reins);

}  // namespace textures
