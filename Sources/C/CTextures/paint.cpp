#include "internal.hpp"
#include "lightness.hpp"
#include "noise.hpp"

#include <algorithm>
#include <cmath>

using namespace textures;

// Pigment on paper: a drawing's colours as densities of pigment, which water and the paper's tooth make uneven.
//
// Source of the change of density: A. Bousseau et al., "Interactive watercolor rendering with temporal coherence and
// abstraction", 2006.

namespace {

// How far rims reach into a wash, in units.
constexpr float rim_reach = 3.2f;

void check(const textures_paper &how) {
    demand(how.unit, 0.0005f, 20);
    demand(how.wander, 0, 10);
    demand(how.margin, 0, 100);
    for (const float share : {how.rims, how.blooms, how.grain, how.specks}) demand(share, 0, 1);
}

class Paint {
  public:
    Paint(const textures_picture &picture, const textures_paper &how, const Reins &reins)
        : picture_(picture),
          how_(how),
          light_(picture, how.unit, rim_reach, reins),
          hand_(how.seed, 32, 3),
          cloud_(how.seed + 11, 8, 5, 0.55f),
          tooth_(how.seed + 23, 64, 3, 0.9f) {}

    void row(uint8_t *out, int y) const {
        const float scale = 1 / std::max(how_.unit, 0.35f);
        const float v = float(y) * scale;
        for (int x = 0; x < picture_.width; x++, out += 3) pixel(out, x, y, float(x) * scale, v);
    }

  private:
    // `u` and `v` are the place in units.
    void pixel(uint8_t *out, int x, int y, float u, float v) const {
        const float sway = how_.wander * how_.unit;
        const float right = float(x) + sway * hand_.at(u * 0.35f, v * 0.35f);
        const float down = float(y) + sway * hand_.at(u * 0.35f + 91, v * 0.35f + 57);
        float colour[3];
        sample(right, down, colour);
        const float light = (0.2126f * colour[0] + 0.7152f * colour[1] + 0.0722f * colour[2]);
        const float tooth = tooth_.at(u * 1.25f, v * 1.25f) * (0.75f + 0.5f * cloud_.at(u * 0.7f + 3, v * 0.7f + 7));
        const float density = 1 + rim(light, right, down) + bloom(u, v) + how_.grain * (0.28f + 0.5f * (1 - light)) * tooth;
        const float cover = std::min(inside(x, y, u, v, tooth), taken(light, tooth, u, v));
        const float relief = 1 - how_.grain * 0.05f * (tooth_.at(u * 1.25f + 0.8f, v * 1.25f + 0.8f) - tooth);
        const float paper[3] = {how_.paper.red / 255.0f, how_.paper.green / 255.0f, how_.paper.blue / 255.0f};
        for (int band = 0; band < 3; band++) {
            const float pigment = colour[band] - (colour[band] - colour[band] * colour[band]) * (density - 1);
            const float seen = 1 + (pigment - 1) * cover;
            out[band] = byte_of(255 * seen * paper[band] * relief);
        }
    }

    // Where a wash ends before something lighter, pigment has gathered.
    float rim(float light, float x, float y) const {
        const float step = light_.at(x, y) - light;
        return how_.rims * std::clamp(step * 7, -0.25f, 1.1f);
    }

    // Clouds, and tidemarks where water ran back.
    float bloom(float u, float v) const {
        const float wide = cloud_.at(u * 0.33f, v * 0.33f), near = cloud_.at(u * 0.9f + 31, v * 0.9f + 77);
        const float tide = wide + 0.12f * near - 0.22f;
        const float mark = tide > 0 ? std::max(0.0f, 1 - tide * 26) : std::max(0.0f, 1 + tide * 90);
        return how_.blooms * (0.55f * wide + 0.2f * near + 0.28f * mark);
    }

    // Bare around the picture: the edge of a hand, and a brush that ran dry on the paper's tooth.
    float inside(int x, int y, float u, float v, float tooth) const {
        if (how_.margin == 0) return 1;
        const float across = float(std::min(x, picture_.width - 1 - x));
        const float down = float(std::min(y, picture_.height - 1 - y));
        const float away = std::min(across, down) / how_.unit;
        if (away > how_.margin * 3) return 1;
        const float sweep = across < down ? cloud_.at(u * 0.5f, v * 0.16f) : cloud_.at(u * 0.16f, v * 0.5f);
        const float sway = how_.wander * (0.35f * hand_.at(u * 0.3f + 13, v * 0.3f + 29) + 2.6f * sweep + 0.7f * tooth);
        return smoothstep(how_.margin - 0.9f, how_.margin + 0.9f, away + sway);
    }

    // Spots without ink, the larger the darker the ink is that should be there.
    float taken(float light, float tooth, float u, float v) const {
        if (how_.specks == 0) return 1;
        const float rough = 0.6f * tooth + 0.4f * cloud_.at(u * 1.7f + 5, v * 1.7f + 9);
        return 1 - smoothstep(0, 0.16f, rough - 0.86f + 0.42f * how_.specks * (1 - 0.5f * light));
    }

    void sample(float x, float y, float *colour) const {
        const float u = std::min(std::max(x, 0.0f), float(picture_.width - 1));
        const float v = std::min(std::max(y, 0.0f), float(picture_.height - 1));
        const int column = int(u), row = int(v);
        const float right = u - float(column), down = v - float(row);
        const size_t next = column + 1 < picture_.width ? 3 : 0;
        const uint8_t *upper = row_of(picture_, row) + size_t(column) * 3;
        const uint8_t *lower = row + 1 < picture_.height ? upper + size_t(picture_.width) * 3 : upper;
        for (size_t band = 0; band < 3; band++) {
            const float first = float(upper[band]) + float(upper[next + band] - upper[band]) * right;
            const float second = float(lower[band]) + float(lower[next + band] - lower[band]) * right;
            colour[band] = (first + (second - first) * down) / 255;
        }
    }

    const textures_picture &picture_;
    const textures_paper &how_;
    const Lightness light_;
    const Noise hand_, cloud_, tooth_;
};

}  // namespace

textures_status textures_paint(textures_picture picture, textures_paper how, textures_reins reins,
                               textures_result *result) {
    return guarded(reins, result, [=](const Reins &own, textures_result *made) {
        demand_picture(picture);
        check(how);
        const Paint paint(picture, how, own);
        Output output(picture.width, picture.height);
        for_rows(own, picture.height, [&](int from, int to) {
            for (int y = from; y < to; y++) paint.row(output.row(y), y);
        });
        output.hand_over(made);
    });
}
