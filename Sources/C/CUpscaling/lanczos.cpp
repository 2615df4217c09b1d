#include "lanczos.hpp"

#include <algorithm>
#include <cmath>

#include "samples.hpp"

namespace upscaling {

namespace {

constexpr double lobes = 3;
constexpr double pi = 3.14159265358979323846;

double lanczos(double x) {
    if (x == 0) return 1;
    if (std::abs(x) >= lobes) return 0;
    return lobes * std::sin(pi * x) * std::sin(pi * x / lobes) / (pi * pi * x * x);
}

}  // namespace

Lanczos::Lanczos(int factor) : factor_(factor) {
    for (int phase = 0; phase < factor; phase++) {
        const double center = (phase + 0.5) / factor - 0.5;
        const int first = int(std::floor(center)) - 2;
        double sum = 0;
        for (int tap = 0; tap < taps; tap++) sum += lanczos(first + tap - center);
        for (int tap = 0; tap < taps; tap++) weights_.push_back(float(lanczos(first + tap - center) / sum));
        offsets_.push_back(first);
    }
}

void Lanczos::row(const upscaling_picture &source, int band, int y, float *row) {
    const int width = source.width, bands = source.bands, phase = y % factor_;
    room_.assign(size_t(width + 2 * taps), 0.0f);
    float *sums = room_.data() + taps;
    for (int tap = 0; tap < taps; tap++) {
        const int line = std::clamp(y / factor_ + offsets_[size_t(phase)] + tap, 0, source.height - 1);
        const uint8_t *pixels = source.pixels + size_t(line) * size_t(width) * size_t(bands);
        const float weight = weights_[size_t(phase * taps + tap)];
        for (int x = 0; x < width; x++) sums[x] += weight * float(pixels[x * bands + band]);
    }
    std::fill(room_.begin(), room_.begin() + taps, sums[0]);
    std::fill(room_.end() - taps, room_.end(), sums[width - 1]);
    across(width, row);
}

void Lanczos::across(int width, float *row) const {
    for (int phase = 0; phase < factor_; phase++) {
        const float *from = room_.data() + taps + offsets_[size_t(phase)];
        const float *weights = &weights_[size_t(phase * taps)];
        for (int x = 0; x < width; x++) {
            float sum = 0;
            for (int tap = 0; tap < taps; tap++) sum += weights[tap] * from[x + tap];
            row[x * factor_ + phase] = sum;
        }
    }
}

void enlarge_alpha(const upscaling_picture &source, int factor, uint8_t *target) {
    const int width = source.width * factor;
    Lanczos filter(factor);
    std::vector<float> row(static_cast<size_t>(width));
    for (int y = 0; y < source.height * factor; y++, target += size_t(width) * 4) {
        filter.row(source, 3, y, row.data());
        for (int x = 0; x < width; x++) target[x * 4 + 3] = rounded(row[size_t(x)]);
    }
}

}  // namespace upscaling
