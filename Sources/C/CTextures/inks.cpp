#include "separation.hpp"

#include <algorithm>

namespace textures {

namespace {

// Ink is not free, and where all inks meet they are mud: of two ways to a colour, the cleaner one is taken.
constexpr float frugality = 0.0003f, mud = 0.02f;

float price(const Light &shares) {
    const float least = std::min({shares[0], shares[1], shares[2]}), most = std::max({shares[0], shares[1], shares[2]});
    return frugality * (shares[0] + shares[1] + shares[2]) + mud * least * (1.2f - most);
}

}  // namespace

Lab vivid(textures_colour colour) {
    Lab lab = lab_of(colour);
    lab.light = 1 - std::pow(1 - lab.light, 1.17f);
    lab.a *= 1.4f;
    lab.b *= 1.4f;
    return lab;
}

Inks::Inks(const textures_colour *inks, int count, textures_colour paper)
    : count_(count), paper_{paper.red / 255.0f, paper.green / 255.0f, paper.blue / 255.0f} {
    demand(count >= 1 && count <= TEXTURES_MOST_INKS);
    for (int i = 0; i < count; i++) {
        films_.push_back({inks[i].red / 255.0f, inks[i].green / 255.0f, inks[i].blue / 255.0f});
    }
    for (int set = 0; set < 1 << count; set++) {
        Light seen = paper_;
        for (int ink = 0; ink < count; ink++) {
            for (size_t band = 0; band < 3; band++) {
                if (set >> ink & 1) seen[band] *= films_[size_t(ink)][band];
            }
        }
        overprints_.push_back({linear_of(seen[0]), linear_of(seen[1]), linear_of(seen[2])});
    }
}

// Source: H. E. J. Neugebauer, "Die theoretischen Grundlagen des Mehrfarbenbuchdrucks", 1937.
Lab Inks::mixed(const Light &shares) const {
    Light sum = {0, 0, 0};
    for (size_t set = 0; set < overprints_.size(); set++) {
        float area = 1;
        for (size_t ink = 0; ink < size_t(count_); ink++) area *= set >> ink & 1 ? shares[ink] : 1 - shares[ink];
        for (size_t band = 0; band < 3; band++) sum[band] += area * overprints_[set][band];
    }
    return lab_of(sum);
}

Mixtures::Mixtures(const Inks &inks, int steps) {
    const int second = inks.count() > 1 ? steps : 0, third = inks.count() > 2 ? steps : 0;
    const float step = 1 / float(steps);
    for (int i = 0; i <= steps; i++) {
        for (int j = 0; j <= second; j++) {
            for (int k = 0; k <= third; k++) {
                const Light shares = {float(i) * step, float(j) * step, float(k) * step};
                shares_.push_back(shares);
                labs_.push_back(inks.mixed(shares));
                prices_.push_back(price(shares));
            }
        }
    }
}

size_t Mixtures::place_of(const Lab &colour) const {
    size_t best = 0;
    float least = 1e9f;
    for (size_t i = 0; i < labs_.size(); i++) {
        const float away = labs_[i].distance(colour) + prices_[i];
        if (away < least) {
            least = away;
            best = i;
        }
    }
    return best;
}

}  // namespace textures
