#include "field.hpp"

#include "lightness.hpp"

#include <algorithm>

namespace textures {

namespace {

constexpr float far_away = 1e9f;
// Steps between neighbouring samples, over three bands, that are a contour.
constexpr int least_step = 44;

// The squared distance to the nearest zero along one line.
//
// Source: P. Felzenszwalb, D. Huttenlocher, "Distance Transforms of Sampled Functions", 2004.
void transform(const std::vector<float> &in, std::vector<float> &out, int count, std::vector<int> &feet,
               std::vector<float> &borders) {
    int last = 0;
    feet[0] = 0;
    borders[0] = -far_away;
    borders[1] = far_away;
    const auto meeting = [&](int q, int p) {
        return ((in[size_t(q)] + float(q) * float(q)) - (in[size_t(p)] + float(p) * float(p))) / float(2 * (q - p));
    };
    for (int q = 1; q < count; q++) {
        float border = meeting(q, feet[size_t(last)]);
        while (last > 0 && border <= borders[size_t(last)]) border = meeting(q, feet[size_t(--last)]);
        if (border <= borders[size_t(last)]) border = borders[size_t(last)];
        feet[size_t(++last)] = q;
        borders[size_t(last)] = border;
        borders[size_t(last) + 1] = far_away;
    }
    for (int q = 0, k = 0; q < count; q++) {
        while (borders[size_t(k) + 1] < float(q)) k++;
        const float away = float(q - feet[size_t(k)]);
        out[size_t(q)] = away * away + in[size_t(feet[size_t(k)])];
    }
}

}  // namespace

Field::Field(const std::vector<uint8_t> &contours, int width, int height, const Reins &reins)
    : width_(width), height_(height), values_(contours.size()) {
    for (size_t i = 0; i < contours.size(); i++) values_[i] = contours[i] ? 0 : 1e8f;
    const auto pass = [&](int lines, int count, size_t step, size_t stride) {
        for_rows(reins, lines, [&](int from, int to) {
            std::vector<float> in(size_t(count), 0.0f), out(in), borders(size_t(count) + 2, 0.0f);
            std::vector<int> feet(size_t(count) + 1, 0);
            for (int line = from; line < to; line++) {
                float *start = &values_[size_t(line) * step];
                for (int i = 0; i < count; i++) in[size_t(i)] = start[size_t(i) * stride];
                transform(in, out, count, feet, borders);
                for (int i = 0; i < count; i++) start[size_t(i) * stride] = out[size_t(i)];
            }
        });
    };
    pass(width, height, 1, size_t(width));
    pass(height, width, size_t(width), 1);
    // Where there is no contour at all, rows are level.
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            float &value = values_[size_t(y) * size_t(width) + size_t(x)];
            value = value > 5e7f ? float(y) + 0.5f : std::sqrt(value);
        }
    }
    smooth_ = values_;
    soften(smooth_, width, height, 2, reins);
}

float Field::at(Point place) const {
    const int x = std::clamp(int(place.x), 0, width_ - 1), y = std::clamp(int(place.y), 0, height_ - 1);
    return at(x, y);
}

Point Field::slope(Point place) const {
    const int x = std::clamp(int(place.x), 1, std::max(1, width_ - 2));
    const int y = std::clamp(int(place.y), 1, std::max(1, height_ - 2));
    const auto value = [&](int dx, int dy) {
        const int column = std::clamp(x + dx, 0, width_ - 1), row = std::clamp(y + dy, 0, height_ - 1);
        return smooth_[size_t(row) * size_t(width_) + size_t(column)];
    };
    const float across = value(1, 0) - value(-1, 0) + 0.5f * (value(2, 0) - value(-2, 0));
    const float down = value(0, 1) - value(0, -1) + 0.5f * (value(0, 2) - value(0, -2));
    const float length = std::sqrt(across * across + down * down);
    if (length < 1e-4f) return {0, 1};
    return {across / length, down / length};
}

std::vector<uint8_t> contours_of(const textures_picture &drawing, const Reins &reins) {
    const int width = drawing.width, height = drawing.height;
    std::vector<uint8_t> contours(size_t(width) * size_t(height), 0);
    const auto step = [&](int x, int y, int dx, int dy) {
        const uint8_t *one = row_of(drawing, std::max(0, y - dy)) + size_t(std::max(0, x - dx)) * 3;
        const uint8_t *two = row_of(drawing, std::min(height - 1, y + dy)) + size_t(std::min(width - 1, x + dx)) * 3;
        return std::abs(one[0] - two[0]) + std::abs(one[1] - two[1]) + std::abs(one[2] - two[2]);
    };
    std::vector<int> across(contours.size()), down(contours.size());
    for_rows(reins, height, [&](int from, int to) {
        for (int y = from; y < to; y++) {
            for (int x = 0; x < width; x++) {
                const size_t place = size_t(y) * size_t(width) + size_t(x);
                across[place] = step(x, y, 1, 0);
                down[place] = step(x, y, 0, 1);
            }
        }
    });
    // Only the steepest place of each step, so that contours are lines.
    for_rows(reins, height, [&](int from, int to) {
        for (int y = from; y < to; y++) {
            for (int x = 0; x < width; x++) {
                const size_t place = size_t(y) * size_t(width) + size_t(x);
                const size_t left = x > 0 ? place - 1 : place, right = x + 1 < width ? place + 1 : place;
                const size_t above = y > 0 ? place - size_t(width) : place;
                const size_t below = y + 1 < height ? place + size_t(width) : place;
                const bool is_across = across[place] >= least_step && across[place] >= across[left]
                    && across[place] > across[right];
                const bool is_down = down[place] >= least_step && down[place] >= down[above]
                    && down[place] > down[below];
                contours[place] = is_across || is_down;
            }
        }
    });
    return contours;
}

}  // namespace textures
