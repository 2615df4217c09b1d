#include "light.hpp"
#include "planes.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace vision;

namespace {

// The neighbourhood is measured on a picture of this size; it is smooth anyway.
constexpr double most_measured = 1 << 19;

constexpr float most_stops_of_shadows = 1.8f;
constexpr float most_stops_of_highlights = 1.1f;

// How bright each place is without its details, as a model of lightness.
cv::Mat base_of(const cv::Mat &picture, const Reins &reins) {
    const cv::Mat small = luma_of(reins, reduced(picture, most_measured));
    cv::Mat light;
    small.convertTo(light, CV_32F, 1 / 255.0);
    const int radius = std::max(1, std::max(light.cols, light.rows) / 30);
    return guided_by_light(light, light, radius, 0.01f);
}

// What the light of a place of that brightness is multiplied by.
struct Gain {
    std::array<float, 257> table;

    Gain(float shadows, float highlights) {
        for (size_t i = 0; i < table.size(); i++) {
            const float base = float(i) / 256;
            const float stops = most_stops_of_shadows * shadows * (1 - smoothstep(0, 0.6f, base))
                + most_stops_of_highlights * highlights * smoothstep(0.4f, 1, base);
            table[i] = std::exp2(stops);
        }
    }

    float at(float base) const { return table[size_t(std::min(std::max(base, 0.0f), 1.0f) * 256 + 0.5f)]; }
};

void multiply(const uint8_t *in, uint8_t *out, float gain) {
    const auto &linear = linear_table();
    for (int band = 0; band < 3; band++) out[band] = encoded(brightened(linear[in[band]], gain));
}

}  // namespace

vision_status vision_tone(vision_picture picture, float shadows, float highlights, vision_reins reins,
                          vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const Enlarged base(base_of(source, own), source.size());
        const Gain gain(shadows, highlights);
        const int bands = source.channels(), width = source.cols;
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            std::vector<float> model(size_t(width) * 2);
            base.row(y, model.data());
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                const float light = model[size_t(x) * 2] * luma(in) / 255 + model[size_t(x) * 2 + 1];
                multiply(in, out, gain.at(light));
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}

vision_status vision_vignette(vision_picture picture, float amount, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int bands = source.channels(), width = source.cols, height = source.rows;
        map_rows(own, source, made, [=](const uint8_t *in, uint8_t *out, int y) {
            const float down = (float(y) + 0.5f) / float(height) * 2 - 1;
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                const float across = (float(x) + 0.5f) / float(width) * 2 - 1;
                const float share = smoothstep(0.25f, 1.1f, std::sqrt((across * across + down * down) / 2));
                multiply(in, out, amount > 0 ? 1 - 0.9f * amount * share : 1 - 1.5f * amount * share);
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}
