#include <algorithm>

#include "upscaling.h"

namespace {

constexpr int square = 16;
// How much neighbours may differ: in an even place, and in one with texture; more is an edge.
constexpr int even = 2;
constexpr int texture = 32;

// The greatest difference, of the bands, between the pixels around a place.
int difference(const upscaling_picture &source, int x, int y) {
    const int left = std::max(0, x - 1), right = std::min(source.width - 1, x + 1);
    const int top = std::max(0, y - 1), bottom = std::min(source.height - 1, y + 1);
    int low[3] = {255, 255, 255}, high[3] = {0, 0, 0};
    for (int line = top; line <= bottom; line++) {
        const uint8_t *pixel = source.pixels + (size_t(line) * size_t(source.width) + size_t(left)) * size_t(source.bands);
        for (int place = left; place <= right; place++, pixel += source.bands) {
            for (int band = 0; band < 3; band++) {
                low[band] = std::min(low[band], int(pixel[band]));
                high[band] = std::max(high[band], int(pixel[band]));
            }
        }
    }
    return std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2]});
}

struct Counts {
    int64_t all = 0, even = 0, texture = 0;
};

Counts counts(const upscaling_picture &source, int left, int top) {
    Counts counts;
    for (int y = top; y < std::min(top + square, source.height); y++) {
        for (int x = left; x < std::min(left + square, source.width); x++) {
            const int found = difference(source, x, y);
            counts.all++;
            if (found <= even) {
                counts.even++;
            } else if (found <= texture) {
                counts.texture++;
            }
        }
    }
    return counts;
}

}  // namespace

double upscaling_evenness(upscaling_picture source) {
    Counts sum;
    for (int y = 0; y < source.height; y += square) {
        for (int x = 0; x < source.width; x += square) {
            const Counts found = counts(source, x, y);
            // A wide margin, a sky or a black night says nothing of how the rest was made.
            if (found.even == found.all) continue;
            sum.all += found.all;
            sum.even += found.even;
            sum.texture += found.texture;
        }
    }
    if (sum.all == 0) return 1;
    return double(sum.even) / double(std::max(int64_t(1), sum.even + sum.texture));
}
