#include "lightness.hpp"

#include <algorithm>
#include <cmath>

namespace textures {

Lightness::Lightness(const textures_picture &picture, float unit, float reach, const Reins &reins) {
    const int step = std::max(1, int(unit));
    width_ = (picture.width + step - 1) / step;
    height_ = (picture.height + step - 1) / step;
    scale_ = 1 / float(step);
    reduce(picture, step, reins);
    soften(values_, width_, height_, std::max(1, int(std::lround(reach * unit * scale_))), reins);
}

void Lightness::reduce(const textures_picture &picture, int step, const Reins &reins) {
    values_.resize(size_t(width_) * size_t(height_));
    for_rows(reins, height_, [&](int from, int to) {
        for (int row = from; row < to; row++) {
            // One line of each square stands for it.
            const int y = std::min(row * step + step / 2, picture.height - 1);
            const uint8_t *pixels = row_of(picture, y);
            for (int column = 0; column < width_; column++) {
                const int end = std::min((column + 1) * step, picture.width);
                float sum = 0;
                for (int x = column * step; x < end; x++) sum += luma(pixels + size_t(x) * 3);
                values_[size_t(row) * size_t(width_) + size_t(column)] = sum / (255 * float(end - column * step));
            }
        }
    });
}

namespace {

void soften_line(const float *in, float *out, int count, int reach, size_t stride) {
    float sum = 0;
    const auto value = [&](int place) { return in[size_t(std::clamp(place, 0, count - 1)) * stride]; };
    for (int place = -reach; place <= reach; place++) sum += value(place);
    const float share = 1 / float(2 * reach + 1);
    for (int place = 0; place < count; place++) {
        out[place] = sum * share;
        sum += value(place + reach + 1) - value(place - reach);
    }
}

}  // namespace

void soften(std::vector<float> &plane, int width, int height, int reach, const Reins &reins) {
    for_rows(reins, height, [&](int from, int to) {
        std::vector<float> line(size_t(width), 0.0f);
        for (int y = from; y < to; y++) {
            float *row = &plane[size_t(y) * size_t(width)];
            for (int round = 0; round < 3; round++) {
                soften_line(row, line.data(), width, reach, 1);
                std::copy(line.begin(), line.end(), row);
            }
        }
    });
    for_rows(reins, width, [&](int from, int to) {
        std::vector<float> line(size_t(height), 0.0f);
        for (int x = from; x < to; x++) {
            float *column = &plane[size_t(x)];
            for (int round = 0; round < 3; round++) {
                soften_line(column, line.data(), height, reach, size_t(width));
                for (int y = 0; y < height; y++) column[size_t(y) * size_t(width)] = line[size_t(y)];
            }
        }
    });
}

}  // namespace textures
