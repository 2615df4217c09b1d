#pragma once

#include "internal.hpp"
#include "palette.hpp"

#include <vector>

namespace textures {

// How far two samples are from each other, over three bands.
int apart(const uint8_t *one, const uint8_t *two);

// A drawing in cells: the one colour that most of each has, and the thing that is seen there.
class Cells {
  public:
    // Drawing and guide are of one size, in whole cells.
    Cells(const textures_picture &drawing, const textures_picture &guide, const textures_cells &how, const Reins &reins);

    size_t at(int column, int row) const { return size_t(row) * size_t(columns_) + size_t(column); }
    const std::vector<textures_colour> &colours() const { return colours_; }

    // Dark cells around things, on what lies behind them.
    void outline();
    // To the palette's colours; two of them take turns where one runs into the other.
    std::vector<textures_colour> reduced(const Palette &palette, const Reins &reins) const;

  private:
    const uint8_t *sample(const textures_picture &picture, int column, int row, int place) const;
    textures_colour main_colour(int column, int row) const;
    int most_alike(int column, int row) const;
    int dark_in(int column, int row, int middle) const;
    textures_colour evened(int column, int row, const uint8_t *middle) const;
    int thing(int column, int row) const;
    size_t before(int column, int row) const;
    textures_colour dark(textures_colour colour) const;
    bool is_gradient(const std::vector<Lab> &labs, int column, int row) const;
    float most_around(const std::vector<Lab> &labs, int column, int row, int reach) const;

    const textures_picture &drawing_, &guide_;
    const textures_cells &how_;
    const int samples_;
    const int columns_, rows_;
    std::vector<textures_colour> colours_;
    // By its place from back to front; 0 is none.
    std::vector<int> things_;
};

}  // namespace textures
