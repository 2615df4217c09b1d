#include "cells.hpp"

#include <algorithm>

namespace textures {

namespace {

// Squared steps of colour that make a gradient: at most so much between neighbours, and some, not much, within two cells.
constexpr float most_step = 0.00016f, least_change = 0.00003f, most_change = 0.0006f;
// Squared: a colour this far from another does not take turns with it.
constexpr float far = 0.004f;

constexpr float bayer[16] = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

// How far `colour` is on the way from one to another, 0 to 1.
float way(const Lab &colour, const Lab &from, const Lab &to) {
    const float length = from.distance(to);
    if (length <= 0) return 0;
    const float along = (colour.light - from.light) * (to.light - from.light) + (colour.a - from.a) * (to.a - from.a)
        + (colour.b - from.b) * (to.b - from.b);
    return along / length;
}

}  // namespace

std::vector<textures_colour> Cells::reduced(const Palette &palette, const Reins &reins) const {
    std::vector<textures_colour> cells(colours_.size());
    std::vector<Lab> labs(colours_.size());
    for (size_t i = 0; i < labs.size(); i++) labs[i] = lab_of(colours_[i]);
    for (int row = 0; row < rows_; row++) {
        reins.check();
        for (int column = 0; column < columns_; column++) {
            const size_t place = at(column, row), first = palette.nearest(labs[place]);
            cells[place] = palette[first];
            if (things_[place] > 0 || !is_gradient(labs, column, row)) continue;
            const size_t second = palette.nearest(labs[place], first);
            if (labs[place].distance(palette.lab(second)) > far) continue;
            const float share = way(labs[place], palette.lab(first), palette.lab(second));
            const float limit = (bayer[(row & 3) * 4 + (column & 3)] + 0.5f) / 16;
            if (share > limit) cells[place] = palette[second];
        }
    }
    return cells;
}

// Whether colours around change, but little by little.
bool Cells::is_gradient(const std::vector<Lab> &labs, int column, int row) const {
    const float around = most_around(labs, column, row, 2);
    return around > least_change && around < most_change && most_around(labs, column, row, 1) < most_step;
}

float Cells::most_around(const std::vector<Lab> &labs, int column, int row, int reach) const {
    float most = 0;
    for (int y = std::max(0, row - reach); y <= std::min(rows_ - 1, row + reach); y++) {
        for (int x = std::max(0, column - reach); x <= std::min(columns_ - 1, column + reach); x++) {
            most = std::max(most, labs[at(column, row)].distance(labs[at(x, y)]));
        }
    }
    return most;
}

}  // namespace textures
