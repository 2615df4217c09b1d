#pragma once

#include "internal.hpp"

#include <algorithm>
#include <vector>

namespace textures {

// How light a picture is, from 0 to 1, at most so fine that a pixel is a unit, and softened.
class Lightness {
  public:
    // `reach` is how far it is softened, in units.
    Lightness(const textures_picture &picture, float unit, float reach, const Reins &reins);

    // At a place in the picture's pixels, evenly mixed.
    float at(float x, float y) const {
        const float u = std::min(std::max(x * scale_ - 0.5f, 0.0f), float(width_ - 1) - 0.001f);
        const float v = std::min(std::max(y * scale_ - 0.5f, 0.0f), float(height_ - 1) - 0.001f);
        const int column = int(std::max(u, 0.0f)), row = int(std::max(v, 0.0f));
        const float right = std::max(u, 0.0f) - float(column), down = std::max(v, 0.0f) - float(row);
        const int next = std::min(column + 1, width_ - 1), below = std::min(row + 1, height_ - 1);
        const float *upper = &values_[size_t(row) * size_t(width_)];
        const float *lower = &values_[size_t(below) * size_t(width_)];
        const float first = upper[column] + (upper[next] - upper[column]) * right;
        const float second = lower[column] + (lower[next] - lower[column]) * right;
        return first + (second - first) * down;
    }

  private:
    void reduce(const textures_picture &picture, int step, const Reins &reins);

    int width_;
    int height_;
    float scale_;
    std::vector<float> values_;
};

// Softens a plane by a box of 2 * reach + 1 samples, three times over: nearly a Gauss.
void soften(std::vector<float> &plane, int width, int height, int reach, const Reins &reins);

}  // namespace textures
