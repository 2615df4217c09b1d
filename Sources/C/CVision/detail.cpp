#include "planes.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

using namespace vision;

namespace {

// Lightness in steps of 1/256, so that blurring loses nothing that sharpening would show. Transparent pixels weigh nothing.
cv::Mat fine_light(const Reins &reins, const cv::Mat &picture) {
    cv::Mat plane(picture.size(), CV_16UC1);
    const int bands = picture.channels();
    for_rows(reins, picture.rows, [&](int from, int to) {
        for (int y = from; y < to; y++) {
            const uint8_t *in = picture.ptr(y);
            for (int x = 0; x < picture.cols; x++, in += bands) {
                plane.at<uint16_t>(y, x) = uint16_t(luma(in) * (bands == 4 ? float(in[3]) : 256.0f) + 0.5f);
            }
        }
    });
    return plane;
}

cv::Mat alpha_of(const cv::Mat &picture) {
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    alpha.convertTo(alpha, CV_16U, 256);
    return alpha;
}

}  // namespace

vision_status vision_sharpen(vision_picture picture, float radius, float amount, float threshold, vision_reins reins,
                             vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int bands = source.channels();
        const cv::Mat soft = blurred(fine_light(own, source), radius);
        const cv::Mat weight = bands == 4 ? blurred(alpha_of(source), radius) : cv::Mat();
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            for (int x = 0; x < source.cols; x++, in += bands, out += bands) {
                const float around = bands == 4 ? float(soft.at<uint16_t>(y, x)) * 256 / std::max<float>(256, weight.at<uint16_t>(y, x))
                                                : float(soft.at<uint16_t>(y, x)) / 256;
                const float detail = luma(in) - around;
                // A threshold that begins softly draws no lines of its own.
                const float part = threshold > 0 ? smoothstep(threshold * 0.5f, threshold * 1.5f, std::abs(detail)) : 1;
                const bool is_seen = bands == 3 || in[3] > 0;
                for (int band = 0; band < 3; band++) {
                    out[band] = is_seen ? byte_of(float(in[band]) + amount * detail * part) : in[band];
                }
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}

namespace {

constexpr int patch = 5;
constexpr int window = 13;

// What a pixel's result depends on, on the size that is searched.
constexpr int reach = window / 2 + patch / 2;

// Pictures are cut into squares: each is small enough (65,535 pixels with its margins) that the library does not share it out to
// threads. Where it does, results depend on how.
constexpr int core = 216;

// Even, because colours are halved; they also need the neighbours that they are halved and enlarged from.
constexpr int margin = 2 * (reach + 1);

cv::Rect around(cv::Rect square, int pixels, cv::Size size) {
    return cv::Rect(square.x - pixels, square.y - pixels, square.width + 2 * pixels, square.height + 2 * pixels)
        & cv::Rect({0, 0}, size);
}

cv::Mat clean_light(const cv::Mat &light, cv::Rect square, float strength) {
    const cv::Rect part = around(square, reach, light.size());
    cv::Mat clean;
    cv::fastNlMeansDenoising(light(part).clone(), clean, 3 + 13 * strength, patch, window);
    return clean(square - part.tl());
}

// Noise of colours is coarse: it is found on half the size, and taken away from the whole.
cv::Mat clean_colours(const std::vector<cv::Mat> &bands, cv::Rect square, float strength) {
    cv::Mat colours, small, clean, noise, result;
    cv::merge(std::vector<cv::Mat>{bands[1], bands[2]}, colours);
    cv::resize(colours, small, {(colours.cols + 1) / 2, (colours.rows + 1) / 2}, 0, 0, cv::INTER_AREA);
    cv::fastNlMeansDenoising(small, clean, 3 + 9 * strength, patch, window);
    cv::subtract(small, clean, noise, cv::noArray(), CV_16S);
    cv::resize(noise, clean, colours.size(), 0, 0, cv::INTER_LINEAR);
    cv::subtract(colours, clean, result, cv::noArray(), CV_8U);
    return result(square);
}

// A square of a picture, RGB.
cv::Mat clean(const cv::Mat &picture, cv::Rect square, float strength) {
    const cv::Rect part = around(square, margin, picture.size());
    const cv::Rect inside = square - part.tl();
    cv::Mat rgb = picture(part), split, result;
    if (picture.channels() == 4) cv::cvtColor(picture(part), rgb, cv::COLOR_RGBA2RGB);
    cv::cvtColor(rgb, split, cv::COLOR_RGB2YCrCb);
    std::vector<cv::Mat> bands;
    cv::split(split, bands);
    const std::vector<cv::Mat> cleaned{clean_light(bands[0], inside, strength), clean_colours(bands, inside, strength)};
    split.create(square.size(), CV_8UC3);
    const int pairs[] = {0, 0, 1, 1, 2, 2};
    cv::mixChannels(cleaned.data(), 2, &split, 1, pairs, 3);
    cv::cvtColor(split, result, cv::COLOR_YCrCb2RGB);
    return result;
}

}  // namespace

vision_status vision_denoise(vision_picture picture, float strength, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        Output output(source.cols, source.rows, source.channels());
        source.copyTo(output.mat);
        const int across = (source.cols + core - 1) / core, down = (source.rows + core - 1) / core;
        for_each(own, across * down, [&](int i) {
            const cv::Rect square = cv::Rect(i % across * core, i / across * core, core, core) & cv::Rect({0, 0}, source.size());
            const cv::Mat part = clean(source, square, strength);
            cv::Mat target = output.mat(square);
            const int pairs[] = {0, 0, 1, 1, 2, 2};
            cv::mixChannels(&part, 1, &target, 1, pairs, 3);
        });
        output.hand_over(made);
    });
}

namespace {

// Two lattices at an angle, so that neither shows.
float grain_at(uint64_t seed, float x, float y) {
    constexpr float cosine = 0.8090170f, sine = 0.5877853f;
    return bumps(seed, x, y) + bumps(seed + 1, x * cosine - y * sine, x * sine + y * cosine);
}

}  // namespace

vision_status vision_grain(vision_picture picture, float amount, float size, uint64_t seed, vision_reins reins,
                           vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int bands = source.channels(), width = source.cols;
        map_rows(own, source, made, [=](const uint8_t *in, uint8_t *out, int y) {
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                const float light = luma(in) / 255;
                const float room = 0.35f + 0.65f * std::sqrt(std::max(0.0f, 4 * light * (1 - light)));
                const float noise = grain_at(seed, float(x) / size, float(y) / size) * amount * room * 44;
                for (int band = 0; band < 3; band++) out[band] = byte_of(float(in[band]) + noise);
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}
