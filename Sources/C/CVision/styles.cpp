#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace vision;

namespace {

// Fixed: the same picture gives the same drawing.
constexpr uint64_t seed = 1895;

constexpr float paper_depth = 0.05f;

// Strokes along one direction: 0...1.
float stroke(float x, float y, float angle, float size, uint64_t which) {
    const float along = x * std::cos(angle) + y * std::sin(angle);
    const float across = y * std::cos(angle) - x * std::sin(angle);
    return 0.5f + 0.5f * bumps(seed + which, along / (16 * size), across / (1.4f * size));
}

// What is left of the paper's white where a hand has shaded that much (0...1): the darker, the more directions.
float shaded(float dark, float x, float y, float size) {
    const float first = smoothstep(0.1f, 0.7f, dark) * (0.35f + 0.65f * stroke(x, y, -0.85f, size, 1));
    const float second = smoothstep(0.45f, 0.95f, dark) * (0.3f + 0.7f * stroke(x, y, -0.35f, size, 2));
    return (1 - 0.5f * first) * (1 - 0.45f * second);
}

float paper(float x, float y) { return 1 - paper_depth * (0.5f + 0.5f * bumps(seed + 3, x, y)); }

}  // namespace

vision_status vision_pencil(vision_picture picture, bool is_coloured, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const float size = std::max(0.7f, scale_of(source));
        const cv::Mat light = luma_of(own, source);
        const cv::Mat fine = blurred(light, 0.6f * size), wide = blurred(light, 7 * size);
        const cv::Mat tone = blurred(light, 2 * size);
        const int bands = source.channels();
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            for (int x = 0; x < source.cols; x++, in += bands, out += bands) {
                // Dodging: lines are left where a place is darker than what is around it.
                const float ratio = (float(fine.at<uint8_t>(y, x)) + 6) / (float(wide.at<uint8_t>(y, x)) + 6);
                const float line = std::pow(std::min(1.0f, ratio * 1.02f), 2.6f);
                const float dark = 1 - float(tone.at<uint8_t>(y, x)) / 255;
                const float left = line * shaded(dark, float(x), float(y), size) * paper(float(x) / size, float(y) / size);
                const float grey = luma(in);
                for (int band = 0; band < 3; band++) {
                    if (!is_coloured) {
                        out[band] = byte_of(255 * left);
                        continue;
                    }
                    // Crayons: the colour, strong and light, where the hand went.
                    const float colour = std::clamp(60 + grey * 0.76f + (float(in[band]) - grey) * 1.5f, 0.0f, 255.0f);
                    const float covered = 0.45f + 0.5f * stroke(float(x), float(y), -0.85f, size, 1);
                    out[band] = byte_of((255 + (colour - 255) * covered) * (0.35f + 0.65f * left) * (0.5f + 0.5f * line));
                }
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}

namespace {

constexpr int shades = 24;
constexpr int widest_brush = 24;

// How many pixels of each shade lie under the brush, and their colours' sums.
struct Brush {
    std::array<std::array<int32_t, 4>, shades> sums{};

    void add(const uint8_t *pixel, uint8_t shade, int sign) {
        auto &sum = sums[shade];
        sum[0] += sign;
        for (size_t band = 0; band < 3; band++) sum[band + 1] += sign * pixel[band];
    }

    // The colour of the commonest shades; a high power lets few of them count, without hard borders.
    void paint(uint8_t *pixel) const {
        int32_t most = 1;
        for (const auto &sum : sums) most = std::max(most, sum[0]);
        float colour[3] = {0, 0, 0}, total = 0;
        for (const auto &sum : sums) {
            if (sum[0] * 4 < most) continue;
            const float share = float(sum[0]) / float(most), square = share * share, weight = square * square * square;
            for (size_t band = 0; band < 3; band++) colour[band] += weight * float(sum[band + 1]) / float(sum[0]);
            total += weight;
        }
        for (int band = 0; band < 3; band++) pixel[band] = byte_of(colour[band] / total);
    }
};

cv::Mat shades_of(const cv::Mat &light) {
    cv::Mat result;
    cv::GaussianBlur(light, result, {3, 3}, 0);
    for (int y = 0; y < result.rows; y++) {
        uint8_t *row = result.ptr(y);
        for (int x = 0; x < result.cols; x++) row[x] = uint8_t(row[x] * shades / 256);
    }
    return result;
}

// Slides a round brush along one row.
void paint_row(const cv::Mat &picture, const cv::Mat &shade, int y, const std::vector<int> &halves, uint8_t *out) {
    const int radius = int(halves.size() / 2), bands = picture.channels(), width = picture.cols;
    Brush brush;
    const auto add = [&](int row, int x, int sign) {
        const int column = std::clamp(x, 0, width - 1);
        brush.add(picture.ptr(row) + size_t(column) * size_t(bands), shade.at<uint8_t>(row, column), sign);
    };
    const auto for_lines = [&](auto body) {
        for (int down = -radius; down <= radius; down++) {
            body(std::clamp(y + down, 0, picture.rows - 1), halves[size_t(down + radius)]);
        }
    };
    for_lines([&](int row, int half) {
        for (int x = -half; x <= half; x++) add(row, x, 1);
    });
    for (int x = 0; x < width; x++, out += bands) {
        brush.paint(out);
        for_lines([&](int row, int half) {
            add(row, x - half, -1);
            add(row, x + half + 1, 1);
        });
    }
}

// Thick paint catches light from the upper left.
void light_up(const cv::Mat &painted, vision_result *made, const Reins &reins) {
    const int bands = painted.channels();
    map_rows(reins, painted, made, [&](const uint8_t *in, uint8_t *out, int y) {
        const uint8_t *above = painted.ptr(std::max(0, y - 1)), *below = painted.ptr(std::min(painted.rows - 1, y + 1));
        for (int x = 0; x < painted.cols; x++, in += bands, out += bands) {
            const int left = std::max(0, x - 1) * bands, right = std::min(painted.cols - 1, x + 1) * bands;
            const float relief = (luma(below + right) - luma(above + left)) * 0.22f;
            for (int band = 0; band < 3; band++) out[band] = byte_of(float(in[band]) + std::clamp(relief, -14.0f, 14.0f));
            if (bands == 4) out[3] = in[3];
        }
    });
}

}  // namespace

vision_status vision_oil(vision_picture picture, float strength, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int radius = std::clamp(int(std::lround((3 + 7 * strength) * scale_of(source))), 3, widest_brush);
        std::vector<int> halves;
        for (int down = -radius; down <= radius; down++) {
            halves.push_back(int(std::sqrt(float(radius * radius - down * down) + 0.5f)));
        }
        const cv::Mat shade = shades_of(luma_of(own, source));
        cv::Mat painted(source.size(), source.type());
        for_rows(own, source.rows, [&](int from, int to) {
            for (int y = from; y < to; y++) paint_row(source, shade, y, halves, painted.ptr(y));
        });
        if (source.channels() == 4) {
            const int alpha[] = {3, 3};
            cv::mixChannels(&source, 1, &painted, 1, alpha, 1);
        }
        light_up(painted, made, own);
    });
}
