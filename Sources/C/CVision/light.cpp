#include "light.hpp"

#include <cmath>
#include <cstring>

namespace vision {

namespace {

constexpr int steps = 1 << 14;

double decode(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

double encode(double light) { return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055; }

std::array<float, 256> decoded() {
    std::array<float, 256> table;
    for (size_t i = 0; i < table.size(); i++) table[i] = float(decode(double(i) / 255));
    return table;
}

std::array<uint8_t, steps + 1> bytes() {
    std::array<uint8_t, steps + 1> table;
    for (size_t i = 0; i < table.size(); i++) table[i] = byte_of(float(encode(double(i) / steps) * 255));
    return table;
}

// Newton's steps from a guess by the exponent; exact to 1e-6.
float cube_root(float x) {
    if (x <= 0) return 0;
    uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    bits = bits / 3 + 709921077u;
    float y;
    std::memcpy(&y, &bits, sizeof y);
    for (int i = 0; i < 3; i++) y = (2 * y + x / (y * y)) / 3;
    return y;
}

struct Light {
    float r, g, b;

    bool is_inside() const {
        constexpr float slack = 0.002f;
        return r > -slack && g > -slack && b > -slack && r < 1 + slack && g < 1 + slack && b < 1 + slack;
    }
};

Light light_of(float l, float a, float b) {
    const float x = l + 0.3963377774f * a + 0.2158037573f * b;
    const float y = l - 0.1055613458f * a - 0.0638541728f * b;
    const float z = l - 0.0894841775f * a - 1.2914855480f * b;
    const float p = x * x * x, q = y * y * y, r = z * z * z;
    return {4.0767416621f * p - 3.3077115913f * q + 0.2309699292f * r,
            -1.2684380046f * p + 2.6097574011f * q - 0.3413193965f * r,
            -0.0041960863f * p - 0.7034186147f * q + 1.7076147010f * r};
}

}  // namespace

const std::array<float, 256> &linear_table() {
    static const std::array<float, 256> table = decoded();
    return table;
}

uint8_t encoded(float light) {
    static const std::array<uint8_t, steps + 1> table = bytes();
    return table[size_t((light < 0 ? 0 : light > 1 ? 1 : light) * steps + 0.5f)];
}

float brightened(float light, float gain) {
    constexpr float knee = 0.6f;
    if (gain <= 1 || light <= knee / gain) return light * gain;
    const float rest = (light - knee / gain) / (1 - knee / gain);
    return knee + (1 - knee) * (1 - std::pow(std::max(0.0f, 1 - rest), (gain - knee) / (1 - knee)));
}

Oklab Oklab::of(const uint8_t *pixel) {
    const auto &linear = linear_table();
    const float r = linear[pixel[0]], g = linear[pixel[1]], b = linear[pixel[2]];
    const float x = cube_root(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
    const float y = cube_root(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
    const float z = cube_root(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
    return {0.2104542553f * x + 0.7936177850f * y - 0.0040720468f * z,
            1.9779984951f * x - 2.4285922050f * y + 0.4505937099f * z,
            0.0259040371f * x + 0.7827717662f * y - 0.8086757660f * z};
}

void Oklab::store(uint8_t *pixel) const {
    Light light = light_of(l, a, b);
    if (!light.is_inside()) {
        float inside = 0, outside = 1;
        for (int i = 0; i < 7; i++) {
            const float middle = (inside + outside) / 2;
            (light_of(l, a * middle, b * middle).is_inside() ? inside : outside) = middle;
        }
        light = light_of(l, a * inside, b * inside);
    }
    pixel[0] = encoded(light.r);
    pixel[1] = encoded(light.g);
    pixel[2] = encoded(light.b);
}

}  // namespace vision
