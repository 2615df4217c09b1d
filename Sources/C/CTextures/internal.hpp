#pragma once

#include "textures.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace textures {

struct Stopped {};
struct Refused {};

// Throws Refused unless `holds`.
inline void demand(bool holds) {
    if (!holds) throw Refused();
}

// Throws Refused unless `low` <= `value` <= `high`; what is no number never is.
inline void demand(float value, float low, float high) { demand(value >= low && value <= high); }

class Reins {
  public:
    explicit Reins(textures_reins reins) : reins_(reins) {}

    bool is_stopped() const { return reins_.is_stopped(reins_.context); }

    void check() const {
        if (is_stopped()) throw Stopped();
    }

  private:
    textures_reins reins_;
};

// The samples of the façade's result; freed unless they are handed over.
class Output {
  public:
    Output(int width, int height);
    ~Output();
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    int width() const { return width_; }
    int height() const { return height_; }
    uint8_t *row(int y) { return samples_ + size_t(y) * size_t(width_) * 3; }
    void hand_over(textures_result *result);

  private:
    int width_;
    int height_;
    uint8_t *samples_;
};

// Runs `work`, catches all that it throws, and hands its output over.
textures_status guarded(textures_reins reins, textures_result *result,
                        const std::function<void(const Reins &, textures_result *)> &work);

// Throws Refused for a picture out of bounds.
void demand_picture(const textures_picture &picture);
void demand_size(int width, int height);

// Runs `body` on stretches of rows, on all cores. Throws Stopped soon after the reins say so.
void for_rows(const Reins &reins, int height, const std::function<void(int from, int to)> &body);

inline const uint8_t *row_of(const textures_picture &picture, int y) {
    return picture.samples + size_t(y) * size_t(picture.width) * 3;
}

inline uint8_t byte_of(float value) { return uint8_t(value < 0 ? 0 : value > 255 ? 255 : value + 0.5f); }

inline float clamped(float value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

// 0 below `from`, 1 above `to`, an S between.
inline float smoothstep(float from, float to, float value) {
    const float t = clamped((value - from) / (to - from));
    return t * t * (3 - 2 * t);
}

// Rec. 709 on sRGB values.
inline float luma(const uint8_t *pixel) { return 0.2126f * pixel[0] + 0.7152f * pixel[1] + 0.0722f * pixel[2]; }

}  // namespace textures
