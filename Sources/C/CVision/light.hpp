#pragma once

#include "internal.hpp"

namespace vision {

// sRGB bytes to linear light of 0...1.
const std::array<float, 256> &linear_table();

// Linear light to the nearest byte; what lies outside of 0...1 counts as the nearest.
uint8_t encoded(float light);

// A gain that bends into white, so that what is brightened does not clip; at most 1 is a plain product.
float brightened(float light, float gain);

// Björn Ottosson, "A perceptual color space for image processing", 2020.
struct Oklab {
    float l, a, b;

    static Oklab of(const uint8_t *pixel);
    // The nearest colour of sRGB with this lightness and hue.
    void store(uint8_t *pixel) const;
};

}  // namespace vision
