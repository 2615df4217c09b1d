#pragma once

#include "textures.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace textures {

// A colour where distances look even (Oklab: Björn Ottosson, 2020).
struct Lab {
    float light = 0;
    float a = 0;
    float b = 0;

    float distance(const Lab &other) const {
        const float l = light - other.light, x = a - other.a, y = b - other.b;
        return l * l + x * x + y * y;
    }
};

// From 0 to 1, as light adds up.
using Light = std::array<float, 3>;

inline float linear_of(float value) {
    return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

inline float encoded(float value) {
    const float kept = value < 0 ? 0 : value > 1 ? 1 : value;
    return kept <= 0.0031308f ? kept * 12.92f : 1.055f * std::pow(kept, 1 / 2.4f) - 0.055f;
}

inline Light light_of(textures_colour colour) {
    return {linear_of(colour.red / 255.0f), linear_of(colour.green / 255.0f), linear_of(colour.blue / 255.0f)};
}

inline Lab lab_of(const Light &light) {
    const float l = std::cbrt(0.4122214708f * light[0] + 0.5363325363f * light[1] + 0.0514459929f * light[2]);
    const float m = std::cbrt(0.2119034982f * light[0] + 0.6806995451f * light[1] + 0.1073969566f * light[2]);
    const float s = std::cbrt(0.0883024619f * light[0] + 0.2817188376f * light[1] + 0.6299787005f * light[2]);
    return {0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

inline Lab lab_of(textures_colour colour) { return lab_of(light_of(colour)); }

inline textures_colour colour_of(const Lab &lab) {
    const float l = lab.light + 0.3963377774f * lab.a + 0.2158037573f * lab.b;
    const float m = lab.light - 0.1055613458f * lab.a - 0.0638541728f * lab.b;
    const float s = lab.light - 0.0894841775f * lab.a - 1.2914855480f * lab.b;
    const float c = l * l * l, d = m * m * m, e = s * s * s;
    const auto byte = [](float value) { return uint8_t(encoded(value) * 255 + 0.5f); };
    return {byte(4.0767416621f * c - 3.3077115913f * d + 0.2309699292f * e),
            byte(-1.2684380046f * c + 2.6097574011f * d - 0.3413193965f * e),
            byte(-0.0041960863f * c - 0.7034186147f * d + 1.7076147010f * e)};
}

}  // namespace textures
