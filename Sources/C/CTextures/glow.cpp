#include "internal.hpp"
#include "lightness.hpp"
#include "noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

using namespace textures;

// Lamps in mist: what is bright shines on what lies around it.

namespace {

// How far light reaches, in units, and how strong it is there.
struct Reach {
    float units;
    float strength;
};
constexpr Reach reaches[] = {{4, 0.5f}, {16, 0.7f}, {60, 0.75f}};

// Units in a sample of what is made soft.
constexpr float coarse = 2;

class Haze {
  public:
    Haze(const textures_picture &picture, const textures_glow &how, const Reins &reins)
        : step_(std::max(1, int(coarse * how.unit))),
          width_((picture.width + step_ - 1) / step_),
          height_((picture.height + step_ - 1) / step_) {
        for (size_t band = 0; band < 3; band++) {
            const std::vector<float> lamps = lamps_of(picture, band, reins);
            planes_[band].assign(lamps.size(), 0.0f);
            for (const Reach &reach : reaches) add(lamps, reach, how, band, reins);
        }
    }

    // Of the light in a band at a place in pixels, 0 and more.
    float at(size_t band, float x, float y) const {
        const float u = std::clamp(x / float(step_) - 0.5f, 0.0f, float(width_ - 1));
        const float v = std::clamp(y / float(step_) - 0.5f, 0.0f, float(height_ - 1));
        const int column = int(u), row = int(v);
        const int next = std::min(column + 1, width_ - 1), below = std::min(row + 1, height_ - 1);
        const float right = u - float(column), down = v - float(row);
        const float *upper = &planes_[band][size_t(row) * size_t(width_)];
        const float *lower = &planes_[band][size_t(below) * size_t(width_)];
        const float first = upper[column] + (upper[next] - upper[column]) * right;
        const float second = lower[column] + (lower[next] - lower[column]) * right;
        return first + (second - first) * down;
    }

  private:
    // What shines by itself: bright, or of a strong colour.
    std::vector<float> lamps_of(const textures_picture &picture, size_t band, const Reins &reins) const {
        std::vector<float> plane(size_t(width_) * size_t(height_), 0.0f);
        for_rows(reins, height_, [&](int from, int to) {
            for (int row = from; row < to; row++) {
                for (int column = 0; column < width_; column++) {
                    const int right = std::min((column + 1) * step_, picture.width);
                    const int bottom = std::min((row + 1) * step_, picture.height);
                    float sum = 0;
                    for (int y = row * step_; y < bottom; y++) {
                        const uint8_t *pixel = row_of(picture, y) + size_t(column * step_) * 3;
                        for (int x = column * step_; x < right; x++, pixel += 3) {
                            const int most = std::max({pixel[0], pixel[1], pixel[2]});
                            sum += float(pixel[band]) * smoothstep(90, 220, float(most)) / 255;
                        }
                    }
                    const int count = (right - column * step_) * (bottom - row * step_);
                    plane[size_t(row) * size_t(width_) + size_t(column)] = sum / float(count);
                }
            }
        });
        return plane;
    }

    void add(const std::vector<float> &lamps, const Reach &reach, const textures_glow &how, size_t band,
             const Reins &reins) {
        std::vector<float> plane = lamps;
        soften(plane, width_, height_, std::max(1, int(reach.units * how.unit / float(step_))), reins);
        for (size_t i = 0; i < plane.size(); i++) planes_[band][i] += plane[i] * reach.strength * how.strength;
    }

    int step_;
    int width_;
    int height_;
    std::array<std::vector<float>, 3> planes_;
};

}  // namespace

textures_status textures_shine(textures_picture picture, textures_glow how, textures_reins reins,
                               textures_result *result) {
    return guarded(reins, result, [=](const Reins &own, textures_result *made) {
        demand_picture(picture);
        demand(how.unit, 0.0005f, 20);
        demand(how.strength, 0, 2);
        const Haze haze(picture, how, own);
        Output output(picture.width, picture.height);
        for_rows(own, picture.height, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                const uint8_t *in = row_of(picture, y);
                uint8_t *out = output.row(y);
                for (int x = 0; x < picture.width; x++) {
                    // Dark slopes of light would show steps without a little noise.
                    const float noise = hashed(how.seed, x, y) - 0.5f;
                    for (size_t band = 0; band < 3; band++, in++, out++) {
                        const float dark = (1 - float(*in) / 255) * std::exp(-haze.at(band, float(x), float(y)));
                        *out = byte_of(255 * (1 - dark) + noise);
                    }
                }
            }
        });
        output.hand_over(made);
    });
}
