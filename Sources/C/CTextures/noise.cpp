#include "noise.hpp"

#include <algorithm>
#include <cmath>

namespace textures {

namespace {

// One octave: random values on a lattice that repeats, an S between them.
float lattice(uint64_t seed, int bumps, float x, float y) {
    const int column = int(x), row = int(y);
    const auto rounded = [](float t) { return t * t * (3 - 2 * t); };
    const float right = rounded(x - float(column)), down = rounded(y - float(row));
    const auto value = [&](int dx, int dy) {
        return hashed(seed, (column + dx) % bumps, (row + dy) % bumps);
    };
    const float upper = value(0, 0) + (value(1, 0) - value(0, 0)) * right;
    const float lower = value(0, 1) + (value(1, 1) - value(0, 1)) * right;
    return upper + (lower - upper) * down;
}

}  // namespace

Noise::Noise(uint64_t seed, int bumps, int octaves, float gain) : values_(size_t(side) * side, 0.0f) {
    float strength = 1, most = 0;
    for (int octave = 0; octave < octaves && bumps <= side; octave++, bumps *= 2, strength *= gain) {
        const float scale = float(bumps) / float(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                const float value = lattice(seed + uint64_t(octave), bumps, float(x) * scale, float(y) * scale);
                values_[size_t(y) * side + size_t(x)] += strength * (2 * value - 1);
            }
        }
    }
    for (const float value : values_) most = std::max(most, std::fabs(value));
    if (most > 0) {
        for (float &value : values_) value /= most;
    }
}

}  // namespace textures
