#pragma once

#include "vision.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>

namespace vision {

struct Stopped {};
struct Unreadable {};
struct Refused {};

// Throws Refused unless `holds`.
inline void demand(bool holds) {
    if (!holds) throw Refused();
}

class Reins {
public:
    explicit Reins(vision_reins reins) : reins_(reins) {}

    bool is_stopped() const { return reins_.is_stopped(reins_.context); }

    void check() const {
        if (is_stopped()) throw Stopped();
    }

private:
    vision_reins reins_;
};

// The samples of the façade's result, as a matrix; freed unless they are handed over.
class Output {
public:
    Output(int width, int height, int bands);
    ~Output();
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    cv::Mat mat;

    void hand_over(vision_result *result);

private:
    uint8_t *samples_;
};

// Runs `work`, catches all that it throws, and hands its output over.
vision_status guarded(vision_reins reins, vision_result *result,
                      const std::function<void(const Reins &, vision_result *)> &work);

// The samples lent, not copied. 3 or 4 bands.
cv::Mat picture_of(vision_picture picture);
// As above, with 1 band and of that size.
cv::Mat mask_of(vision_picture mask, cv::Size size);

// Runs `body` for 0 ..< count, on all cores. Throws Stopped soon after the reins say so.
void for_each(const Reins &reins, int count, const std::function<void(int)> &body);

// Runs `body` on stretches of rows, on all cores. Throws Stopped soon after the reins say so.
void for_rows(const Reins &reins, int height, const std::function<void(int from, int to)> &body);

// Makes a picture of the same shape, row by row. `body` gets where a row of each begins and its number.
void map_rows(const Reins &reins, const cv::Mat &picture, vision_result *result,
              const std::function<void(const uint8_t *in, uint8_t *out, int y)> &body);

inline uint8_t byte_of(float value) { return uint8_t(value < 0 ? 0 : value > 255 ? 255 : value + 0.5f); }

// 0 below `from`, 1 above `to`, an S between.
inline float smoothstep(float from, float to, float value) {
    float t = (value - from) / (to - from);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

// Rec. 709 on sRGB values.
inline float luma(const uint8_t *pixel) { return 0.2126f * pixel[0] + 0.7152f * pixel[1] + 0.0722f * pixel[2]; }

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

// Smooth noise of -1...1 with bumps about one unit apart.
float bumps(uint64_t seed, float x, float y);

// The longer side in thousands of pixels: what strokes and lines grow with.
inline float scale_of(const cv::Mat &picture) { return float(std::max(picture.cols, picture.rows)) / 1000; }

// A size of at most that many pixels, at least 1 x 1, and never larger.
cv::Size bounded(cv::Size size, double most_pixels);

}  // namespace vision
