#include "light.hpp"

#include <cmath>

using namespace vision;

vision_status vision_tables(vision_picture picture, const uint8_t *tables, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int bands = source.channels(), width = source.cols;
        map_rows(own, source, made, [=](const uint8_t *in, uint8_t *out, int) {
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                out[0] = tables[in[0]];
                out[1] = tables[256 + in[1]];
                out[2] = tables[512 + in[2]];
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}

vision_status vision_gradient(vision_picture picture, const float *weights, const uint8_t *colours, vision_reins reins,
                              vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int bands = source.channels(), width = source.cols;
        map_rows(own, source, made, [=](const uint8_t *in, uint8_t *out, int) {
            for (int x = 0; x < width; x++, in += bands, out += bands) {
                const uint8_t grey = byte_of(weights[0] * in[0] + weights[1] * in[1] + weights[2] * in[2]);
                for (int band = 0; band < 3; band++) out[band] = colours[grey * 3 + band];
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}

namespace {

// Repaints every pixel in Oklab. A run of equal pixels is computed once.
void repaint(const Reins &reins, const cv::Mat &source, vision_result *made,
             const std::function<Oklab(Oklab)> &change) {
    const int bands = source.channels(), width = source.cols;
    map_rows(reins, source, made, [&](const uint8_t *in, uint8_t *out, int) {
        const uint8_t *earlier = nullptr;
        for (int x = 0; x < width; x++, in += bands, out += bands) {
            if (earlier != nullptr && in[0] == earlier[0] && in[1] == earlier[1] && in[2] == earlier[2]) {
                for (int band = 0; band < 3; band++) out[band] = out[band - bands];
            } else {
                change(Oklab::of(in)).store(out);
            }
            earlier = in;
            if (bands == 4) out[3] = in[3];
        }
    });
}

constexpr float degree = float(CV_PI) / 180;

// The strongest colours of sRGB.
constexpr float most_chroma = 0.32f;

// Where the hues of skin lie, and how near a hue comes to them: 0...1.
float nearness_to_skin(Oklab colour, float chroma) {
    const float cosine = (colour.a * std::cos(55 * degree) + colour.b * std::sin(55 * degree)) / chroma;
    return smoothstep(0.85f, 1, cosine);
}

float vibrance_of(Oklab colour, float vibrance) {
    const float chroma = std::sqrt(colour.a * colour.a + colour.b * colour.b);
    if (vibrance == 0 || chroma < 1e-6f) return 1;
    const float pale = std::max(0.0f, 1 - chroma / most_chroma);
    return 1 + vibrance * pale * pale * (1 - 0.6f * nearness_to_skin(colour, chroma));
}

}  // namespace

vision_status vision_colours(vision_picture picture, float saturation, float vibrance, float hue, vision_reins reins,
                             vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const float sine = std::sin(hue * degree), cosine = std::cos(hue * degree);
        repaint(own, picture_of(picture), made, [=](Oklab colour) {
            const float gain = (1 + saturation) * vibrance_of(colour, vibrance);
            return Oklab{colour.l, (colour.a * cosine - colour.b * sine) * gain,
                         (colour.a * sine + colour.b * cosine) * gain};
        });
    });
}

namespace {

// Below this a colour has no hue to speak of.
constexpr float least_chroma = 0.03f;

struct Recolouring {
    Oklab from, to;
    float tolerance;
    float from_hue, from_chroma, to_chroma;

    Recolouring(vision_colour source, vision_colour target, float degrees) : tolerance(degrees * degree) {
        const uint8_t first[] = {source.red, source.green, source.blue};
        const uint8_t last[] = {target.red, target.green, target.blue};
        from = Oklab::of(first);
        to = Oklab::of(last);
        from_hue = std::atan2(from.b, from.a);
        from_chroma = std::sqrt(from.a * from.a + from.b * from.b);
        to_chroma = std::sqrt(to.a * to.a + to.b * to.b);
    }

    bool is_from_grey() const { return from_chroma < least_chroma; }

    // How much a colour takes part, 0...1.
    float share(Oklab colour, float chroma) const {
        if (is_from_grey()) {
            return (1 - smoothstep(0.02f, 0.06f, chroma))
                * (1 - smoothstep(tolerance / 4, tolerance / 2, std::abs(colour.l - from.l)));
        }
        float away = std::abs(std::atan2(colour.b, colour.a) - from_hue);
        if (away > float(CV_PI)) away = 2 * float(CV_PI) - away;
        return (1 - smoothstep(tolerance / 2, tolerance, away)) * smoothstep(0.02f, 0.05f, chroma);
    }

    // Takes the one lightness to the other and leaves black and white alone.
    float lightness(float l) const {
        if (l <= from.l) return from.l > 0 ? l * to.l / from.l : to.l;
        return from.l < 1 ? 1 - (1 - l) * (1 - to.l) / (1 - from.l) : to.l;
    }

    Oklab operator()(Oklab colour) const {
        const float chroma = std::sqrt(colour.a * colour.a + colour.b * colour.b);
        const float part = share(colour, chroma);
        if (part <= 0) return colour;
        const float strength = is_from_grey() ? to_chroma : chroma / from_chroma * to_chroma;
        const float unit = to_chroma > 0 ? strength / to_chroma : 0;
        return {colour.l + part * (lightness(colour.l) - colour.l), colour.a + part * (to.a * unit - colour.a),
                colour.b + part * (to.b * unit - colour.b)};
    }
};

}  // namespace

vision_status vision_recolour(vision_picture picture, vision_colour from, vision_colour to, float tolerance,
                              vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        repaint(own, picture_of(picture), made, Recolouring(from, to, tolerance));
    });
}
