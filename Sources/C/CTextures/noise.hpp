#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace textures {

// A number of 0...1 that depends on nothing but its arguments.
inline float hashed(uint64_t seed, int x, int y) {
    uint64_t h = seed * 0x9E3779B97F4A7C15u + uint64_t(uint32_t(x)) * 0xBF58476D1CE4E5B9u
        + uint64_t(uint32_t(y)) * 0x94D049BB133111EBu;
    h ^= h >> 30;
    h *= 0xBF58476D1CE4E5B9u;
    h ^= h >> 27;
    h *= 0x94D049BB133111EBu;
    h ^= h >> 31;
    return float(h >> 40) / float(1 << 24);
}

// Smooth noise of -1...1 that repeats after `side` of its own units; `bumps` of them lie side by side.
class Noise {
  public:
    static constexpr int side = 256;

    // Each octave has half the size and so many times the strength of the one before.
    Noise(uint64_t seed, int bumps, int octaves, float gain = 0.5f);

    // At a place in its own units, between its samples evenly mixed.
    float at(float x, float y) const {
        const float left = floored(x), top = floored(y);
        const float right = x - left, down = y - top;
        const int column = int(left) & (side - 1), row = int(top) & (side - 1);
        const int next = (column + 1) & (side - 1), below = (row + 1) & (side - 1);
        const float *upper = &values_[size_t(row) * side], *lower = &values_[size_t(below) * side];
        const float first = upper[column] + (upper[next] - upper[column]) * right;
        const float second = lower[column] + (lower[next] - lower[column]) * right;
        return first + (second - first) * down;
    }

  private:
    static float floored(float value) {
        const float whole = float(int(value));
        return whole > value ? whole - 1 : whole;
    }

    std::vector<float> values_;
};

}  // namespace textures
