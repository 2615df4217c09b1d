#pragma once

#include "colour.hpp"
#include "internal.hpp"

#include <vector>

namespace textures {

// A colour as it is meant in a print: lighter, and stronger.
Lab vivid(textures_colour colour);

// Inks on paper, and what they give together.
class Inks {
  public:
    Inks(const textures_colour *inks, int count, textures_colour paper);

    int count() const { return count_; }
    // One ink's share of what the paper throws back, where it lies.
    const Light &film(int ink) const { return films_[size_t(ink)]; }
    const Light &paper() const { return paper_; }

    // What is seen where each ink covers its share, dots beside and over each other.
    Lab mixed(const Light &shares) const;

  private:
    int count_;
    Light paper_;
    std::vector<Light> films_;
    // Of every set of inks, by its bits: the light thrown back.
    std::vector<Light> overprints_;
};

// How much of each ink gives a colour: the best of all shares in steps of 1 / `steps`.
class Mixtures {
  public:
    Mixtures(const Inks &inks, int steps);

    const Light &nearest(const Lab &colour) const { return shares_[place_of(colour)]; }
    // How far the nearest is, squared.
    float distance(const Lab &colour) const { return labs_[place_of(colour)].distance(colour); }

  private:
    size_t place_of(const Lab &colour) const;

    std::vector<Light> shares_;
    std::vector<Lab> labs_;
    std::vector<float> prices_;
};

// The shares of every colour, looked up.
class Separation {
  public:
    static constexpr int side = 64;

    Separation(const Inks &inks, const Reins &reins);

    // Of 255, for a pixel and an ink.
    uint8_t share(const uint8_t *pixel, int ink) const {
        const size_t place = (size_t(pixel[0] >> 2) * side + size_t(pixel[1] >> 2)) * side + size_t(pixel[2] >> 2);
        return shares_[size_t(ink)][place];
    }

  private:
    std::vector<uint8_t> shares_[TEXTURES_MOST_INKS];
};

}  // namespace textures
