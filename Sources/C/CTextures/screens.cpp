#include "dots.hpp"
#include "noise.hpp"
#include "separation.hpp"

#include <algorithm>
#include <cmath>

using namespace textures;

// A print in spot inks: each ink a screen of dots at an angle of its own, a little beside its place, over the others.

namespace {

constexpr float angles[TEXTURES_MOST_INKS] = {15, 75, 45};
// Where each ink lands beside its place, in turns of the seed's direction.
constexpr float turns[TEXTURES_MOST_INKS] = {0.02f, 0.38f, 0.71f};
// Shares below and above which an ink is left out, or solid.
constexpr float least = 0.06f, solid = 0.93f;
// In pixels and in units: smaller dots would not be seen, larger ones would be all there is to see.
constexpr float least_pitch = 3.4f, largest_pitch = 12;
// In pixels: dots as small as this are no dots, but an even tint.
constexpr float even = 1.8f;

class Press {
  public:
    Press(const textures_picture &picture, const textures_screens &how, const Inks &inks, const Reins &reins)
        : picture_(picture),
          how_(how),
          inks_(inks),
          separation_(inks, reins),
          drum_(how.seed + 3, 4, 4),
          tooth_(how.seed + 5, 128, 2, 0.7f) {
        const float start = hashed(how.seed, 1, 1);
        for (int ink = 0; ink < inks.count(); ink++) {
            const float turn = 6.2831853f * (start + turns[ink]);
            right_[ink] = std::lround(std::cos(turn) * how.shift * how.unit);
            down_[ink] = std::lround(std::sin(turn) * how.shift * how.unit);
        }
    }

    void row(uint8_t *out, int y) const {
        const float scale = 1 / std::max(how_.unit, 0.5f);
        for (int x = 0; x < picture_.width; x++, out += 3) {
            const float u = float(x) * scale, v = float(y) * scale;
            const float tooth = tooth_.at(u * 1.6f, v * 1.6f);
            Light seen = inks_.paper();
            for (int ink = 0; ink < inks_.count(); ink++) {
                const float amount = amount_of(ink, x, y, u, v, tooth);
                for (size_t band = 0; band < 3; band++) seen[band] *= 1 - amount * (1 - inks_.film(ink)[band]);
            }
            const float relief = 1 + 0.02f * tooth;
            for (size_t band = 0; band < 3; band++) out[band] = byte_of(255 * seen[band] * relief);
        }
    }

  private:
    // How much of an ink lies on a pixel.
    float amount_of(int ink, int x, int y, float u, float v, float tooth) const {
        const int left = x - int(right_[ink]), top = y - int(down_[ink]);
        const float margin = how_.margin * how_.unit;
        if (float(std::min(left, picture_.width - 1 - left)) < margin) return 0;
        if (float(std::min(top, picture_.height - 1 - top)) < margin) return 0;
        const int column = std::clamp(left, 0, picture_.width - 1), row = std::clamp(top, 0, picture_.height - 1);
        const float share = separation_.share(row_of(picture_, row) + size_t(column) * 3, ink) / 255.0f;
        if (share < least) return 0;
        const float wide = drum_.at(u * 0.5f + 40 * float(ink), v * 0.21f + 70 * float(ink));
        const float grain = tooth_.at(u * 0.9f + 37 * float(ink), v * 0.9f + 11 * float(ink));
        const float pressed = 0.94f + 0.05f * wide + 0.07f * grain;
        if (share > solid) return pressed * (grain + tooth > 1.05f ? 0.55f : 1);
        const float pitch = std::max(how_.pitch * how_.unit, std::min(least_pitch, largest_pitch * how_.unit));
        if (pitch < even) return pressed * share;
        const float angle = angles[ink] * 0.017453292f, across = std::cos(angle) / pitch, down = std::sin(angle) / pitch;
        const float limit = dot_.limit(float(x) * across + float(y) * down, float(y) * across - float(x) * down);
        // As soft as a pixel is wide.
        const float sharp = (pitch - 2) * 0.55f + 0.35f;
        const float rough = share + 0.05f * grain;
        return pressed * clamped((rough - limit) * sharp * 2 + 0.5f);
    }

    const textures_picture &picture_;
    const textures_screens &how_;
    const Inks &inks_;
    const Separation separation_;
    const Noise drum_, tooth_;
    const Dot dot_;
    long right_[TEXTURES_MOST_INKS] = {}, down_[TEXTURES_MOST_INKS] = {};
};

// How far the set's inks are from the picture's colours.
float distance_of(const textures_picture &picture, const Inks &inks) {
    const Mixtures mixtures(inks, 5);
    const int steps = 24;
    float sum = 0;
    for (int place = 0; place < steps * steps; place++) {
        const int x = (2 * (place % steps) + 1) * picture.width / (2 * steps);
        const int y = (2 * (place / steps) + 1) * picture.height / (2 * steps);
        const uint8_t *pixel = row_of(picture, y) + size_t(x) * 3;
        sum += std::sqrt(mixtures.distance(vivid({pixel[0], pixel[1], pixel[2]})));
    }
    return sum;
}

// The set that comes nearest to the picture's colours.
Inks chosen(const textures_picture &picture, const textures_screens &how) {
    demand(how.set_count >= 1 && how.set_count <= TEXTURES_MOST_INK_SETS);
    int best = 0;
    float least_distance = 1e9f;
    for (int set = 0; set < how.set_count; set++) {
        const textures_ink_set &inks = how.sets[set];
        const float distance = distance_of(picture, Inks(inks.inks, inks.count, how.paper))
            * (0.92f + 0.16f * hashed(how.seed, set, 7));
        if (distance < least_distance) {
            least_distance = distance;
            best = set;
        }
    }
    return Inks(how.sets[best].inks, how.sets[best].count, how.paper);
}

}  // namespace

textures_status textures_print(textures_picture picture, const textures_screens *how, textures_reins reins,
                               textures_result *result) {
    return guarded(reins, result, [=](const Reins &own, textures_result *made) {
        demand_picture(picture);
        demand(how->unit, 0.0005f, 20);
        demand(how->pitch, 1, 40);
        demand(how->shift, 0, 20);
        demand(how->margin, 0, 100);
        const Inks inks = chosen(picture, *how);
        const Press press(picture, *how, inks, own);
        Output output(picture.width, picture.height);
        for_rows(own, picture.height, [&](int from, int to) {
            for (int y = from; y < to; y++) press.row(output.row(y), y);
        });
        output.hand_over(made);
    });
}
