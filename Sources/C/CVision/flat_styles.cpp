#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace vision;

// Styles that flatten colours: they are found on a small picture; steps and lines are drawn at full size, so that they are crisp.

namespace {

constexpr double most_flattened = 700'000;
constexpr uint64_t seed = 1863;

// Smooth inside of things, sharp between them.
cv::Mat flattened(const cv::Mat &picture, int rounds, double colours, const Reins &reins) {
    cv::Mat flat = reduced(picture, most_flattened), next;
    const double reach = std::max(1.5, 5.0 * scale_of(flat));
    for (int round = 0; round < rounds; round++) {
        reins.check();
        cv::bilateralFilter(flat, next, 9, colours, reach, cv::BORDER_REPLICATE);
        cv::swap(flat, next);
    }
    cv::Mat result;
    flat.convertTo(result, CV_32F);
    return result;
}

// Dark lines where lightness falls, as a number that is negative there.
//
// Source: H. Winnemöller, "XDoG: Advanced Image Stylization with eXtended Difference-of-Gaussians", 2011.
cv::Mat lines_of(const cv::Mat &flat) {
    cv::Mat light, fine, wide;
    cv::cvtColor(flat, light, cv::COLOR_RGB2GRAY);
    const double sigma = std::max(0.8, 1.1 * scale_of(flat));
    cv::GaussianBlur(light, fine, {0, 0}, sigma);
    cv::GaussianBlur(light, wide, {0, 0}, sigma * 1.6);
    return fine - 0.98 * wide;
}

cv::Mat joined(const cv::Mat &colours, const cv::Mat &plane) {
    std::vector<cv::Mat> bands;
    cv::split(colours, bands);
    bands.push_back(plane);
    cv::Mat result;
    cv::merge(bands, result);
    return result;
}

// Steps with soft edges.
float stepped(float light, float count) {
    const float place = light / 255 * count;
    const float step = std::floor(place);
    return (step + smoothstep(0.42f, 0.58f, place - step)) / count * 255;
}

float grey_of(const float *colour) { return 0.2126f * colour[0] + 0.7152f * colour[1] + 0.0722f * colour[2]; }

}  // namespace

vision_status vision_cartoon(vision_picture picture, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const cv::Mat flat = flattened(source, 6, 22, own);
        const Enlarged both(joined(flat, lines_of(flat)), source.size());
        const int bands = source.channels(), width = source.cols;
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            std::vector<float> row(size_t(width) * 4);
            both.row(y, row.data());
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                const float *colour = &row[size_t(x) * 4];
                const float grey = grey_of(colour);
                const float gain = (stepped(grey, 7) * 0.8f + grey * 0.2f + 8) / (grey + 8);
                const float ink = 1 - smoothstep(-4.2f, -1.6f, colour[3]);
                for (int band = 0; band < 3; band++) {
                    const float strong = (grey + (colour[band] - grey) * 1.3f) * gain;
                    out[band] = byte_of(strong * (1 - 0.9f * ink));
                }
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}

namespace {

// A hand is not exact: edges wander a little.
cv::Mat wandering(const cv::Mat &flat) {
    const float size = std::max(0.5f, scale_of(flat));
    cv::Mat places(flat.size(), CV_32FC2), result;
    for (int y = 0; y < flat.rows; y++) {
        for (int x = 0; x < flat.cols; x++) {
            const float u = float(x) / (13 * size), v = float(y) / (13 * size);
            const float a = bumps(seed, u, v) + 0.5f * bumps(seed + 1, u * 2.7f, v * 2.7f);
            const float b = bumps(seed + 2, u, v) + 0.5f * bumps(seed + 3, u * 2.7f, v * 2.7f);
            places.at<cv::Vec2f>(y, x) = {float(x) + a * 3 * size, float(y) + b * 3 * size};
        }
    }
    cv::remap(flat, result, places, cv::Mat(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return result;
}

// Where pigment gathers: along edges, 0...1.
cv::Mat rims_of(const cv::Mat &flat) {
    cv::Mat light, across, down, strength;
    cv::cvtColor(flat, light, cv::COLOR_RGB2GRAY);
    cv::GaussianBlur(light, light, {0, 0}, std::max(0.7, 1.0 * scale_of(flat)));
    cv::Sobel(light, across, CV_32F, 1, 0);
    cv::Sobel(light, down, CV_32F, 0, 1);
    cv::magnitude(across, down, strength);
    strength /= 160;
    cv::min(strength, 1, strength);
    return strength;
}

// Washes that have dried: wide clouds, and grains of the paper.
float pigment(float x, float y) {
    const float clouds = 0.6f * bumps(seed + 4, x / 90, y / 90) + 0.4f * bumps(seed + 5, x / 31, y / 31);
    const float grains = 0.6f * bumps(seed + 6, x / 2.2f, y / 2.2f) + 0.4f * bumps(seed + 7, x / 4.7f, y / 4.7f);
    return 1 + 0.16f * clouds + 0.10f * grains;
}

}  // namespace

vision_status vision_watercolour(vision_picture picture, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const cv::Mat flat = wandering(flattened(source, 8, 34, own));
        const Enlarged both(joined(flat, rims_of(flat)), source.size());
        const int bands = source.channels(), width = source.cols;
        const float size = std::max(0.6f, scale_of(source));
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            std::vector<float> row(size_t(width) * 4);
            both.row(y, row.data());
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                const float *colour = &row[size_t(x) * 4];
                const float grey = grey_of(colour);
                const float light = stepped(grey, 6) * 0.5f + grey * 0.5f;
                const float density = (0.82f + 0.35f * colour[3]) * pigment(float(x) / size, float(y) / size);
                for (int band = 0; band < 3; band++) {
                    const float strong = std::clamp(light + (colour[band] - grey) * 1.35f, 0.0f, 255.0f) / 255;
                    // Light goes through the wash twice: more pigment darkens by a power, and white stays paper.
                    out[band] = byte_of(252 * std::pow(0.06f + 0.94f * strong, density));
                }
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}
