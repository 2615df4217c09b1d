#include "light.hpp"
#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace vision;

namespace {

constexpr double most_measured = 1 << 18;

// A cast is taken away by at most this factor a band: a sunset is meant to be red.
constexpr float most_correction = 1.12f;

// What each band is multiplied by in linear light, so that the mean of what is neither dark nor clipped comes near grey.
std::array<float, 3> balance_of(const cv::Mat &small, float strength) {
    const auto &linear = linear_table();
    std::array<double, 3> sums{1e-3, 1e-3, 1e-3};
    for (int y = 0; y < small.rows; y++) {
        const uint8_t *pixel = small.ptr(y);
        for (int x = 0; x < small.cols; x++, pixel += 3) {
            const auto [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
            if (least < 20 || most > 245 || most - least > 90) continue;  // too colourful to be a grey with a cast
            for (size_t band = 0; band < 3; band++) sums[band] += linear[pixel[band]];
        }
    }
    const double grey = (sums[0] + sums[1] + sums[2]) / 3;
    std::array<float, 3> gains;
    for (size_t band = 0; band < 3; band++) {
        const float gain = std::clamp(float(grey / sums[band]), 1 / most_correction, most_correction);
        gains[band] = 1 + (gain - 1) * strength;
    }
    return gains;
}

// Lightness with more local contrast: adaptive histograms.
cv::Mat with_contrast(const cv::Mat &light, float strength) {
    const auto tiles = [](int side) { return std::clamp(side / 32, 1, 6); };
    cv::Mat result;
    cv::createCLAHE(1 + 1.6f * strength, {tiles(light.cols), tiles(light.rows)})->apply(light, result);
    return result;
}

// So that dark noise does not become bright noise.
constexpr float floor_of_light = 12;

}  // namespace

vision_status vision_enhance(vision_picture picture, float strength, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const auto gains = balance_of(reduced(source, most_measured), strength);
        const cv::Mat light = luma_of(own, source);
        const cv::Mat better = with_contrast(light, strength);
        const auto &linear = linear_table();
        std::array<std::array<uint8_t, 256>, 3> balanced;
        for (size_t band = 0; band < 3; band++) {
            for (size_t i = 0; i < 256; i++) balanced[band][i] = encoded(brightened(linear[i], gains[band]));
        }
        const int bands = source.channels();
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            for (int x = 0; x < source.cols; x++, in += bands, out += bands) {
                const float before = light.at<uint8_t>(y, x);
                const float after = before + (float(better.at<uint8_t>(y, x)) - before) * (0.4f + 0.3f * strength);
                const float gain = (after + floor_of_light) / (before + floor_of_light);
                const uint8_t pixel[] = {balanced[0][in[0]], balanced[1][in[1]], balanced[2][in[2]]};
                const float grey = luma(pixel);
                const float spread = float(*std::max_element(pixel, pixel + 3) - *std::min_element(pixel, pixel + 3));
                const float colour = 1 + 0.3f * strength * (1 - spread / 255) * (1 - spread / 255);
                for (int band = 0; band < 3; band++) {
                    out[band] = byte_of((grey + (float(pixel[band]) - grey) * colour) * gain);
                }
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}
