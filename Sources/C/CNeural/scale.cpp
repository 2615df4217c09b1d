#include "neural.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

// Pillow's resampling for 8 bits (libImaging/Resample.c): weights in fixed point, one axis after the other, each rounded to 8 bits.

namespace {

constexpr int precision = 32 - 8 - 2;

struct Weights {
    std::vector<int> starts;
    std::vector<std::vector<int>> values;

    Weights(int from, int to) {
        const double scale = double(from) / to;
        const double filter = std::max(scale, 1.0);
        for (int place = 0; place < to; place++) {
            const double center = (place + 0.5) * scale;
            const int start = std::max(0, int(center - filter + 0.5));
            const int end = std::min(from, int(center + filter + 0.5));
            std::vector<double> exact;
            double sum = 0;
            for (int x = start; x < end; x++) {
                const double distance = std::abs((x - center + 0.5) * (1.0 / filter));
                exact.push_back(distance < 1.0 ? 1.0 - distance : 0.0);
                sum += exact.back();
            }
            std::vector<int> fixed;
            for (double weight : exact) {
                const double value = (sum != 0 ? weight / sum : weight) * (1 << precision);
                fixed.push_back(int(value < 0 ? value - 0.5 : value + 0.5));
            }
            starts.push_back(start);
            values.push_back(std::move(fixed));
        }
    }
};

uint8_t clipped(int64_t sum) { return uint8_t(std::clamp<int64_t>(sum >> precision, 0, 255)); }

void scale_rows(const uint8_t *pixels, int width, int height, int bands, std::vector<uint8_t> &rows, int side) {
    const Weights weights(width, side);
    for (int y = 0; y < height; y++) {
        const uint8_t *row = pixels + int64_t(y) * width * bands;
        for (int x = 0; x < side; x++) {
            int64_t sums[3] = {1 << (precision - 1), 1 << (precision - 1), 1 << (precision - 1)};
            const auto &values = weights.values[size_t(x)];
            const uint8_t *sample = row + int64_t(weights.starts[size_t(x)]) * bands;
            for (int weight : values) {
                for (int band = 0; band < 3; band++) sums[band] += int64_t(sample[band]) * weight;
                sample += bands;
            }
            for (int band = 0; band < 3; band++) {
                rows[(size_t(y) * size_t(side) + size_t(x)) * 3 + size_t(band)] = clipped(sums[band]);
            }
        }
    }
}

void scale_columns(const std::vector<uint8_t> &rows, int height, uint8_t *scaled, int side) {
    const Weights weights(height, side);
    const size_t line = size_t(side) * 3;
    for (int y = 0; y < side; y++) {
        const auto &values = weights.values[size_t(y)];
        const size_t start = size_t(weights.starts[size_t(y)]);
        for (size_t x = 0; x < line; x++) {
            int64_t sum = 1 << (precision - 1);
            for (size_t place = 0; place < values.size(); place++) {
                sum += int64_t(rows[(start + place) * line + x]) * values[place];
            }
            scaled[size_t(y) * line + x] = clipped(sum);
        }
    }
}

}  // namespace

neural_status neural_scale(const uint8_t *pixels, int32_t width, int32_t height, int32_t bands, uint8_t *scaled,
                           int32_t side) {
    if (width < 1 || height < 1 || side < 1 || (bands != 3 && bands != 4)) return NEURAL_MISFIT;
    try {
        std::vector<uint8_t> rows(size_t(height) * size_t(side) * 3);
        scale_rows(pixels, width, height, bands, rows, side);
        scale_columns(rows, height, scaled, side);
        return NEURAL_OK;
    } catch (const std::bad_alloc &) {
        return NEURAL_FAILED;
    }
}
