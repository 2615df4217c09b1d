#include "cells.hpp"

#include <algorithm>
#include <cstdlib>

namespace textures {

namespace {

// Samples of a cell this near to its own colour are of that colour, and this near are averaged.
constexpr int near_by = 40, same = 14;
// Of sixteen samples so many are enough for what is dark in something light (an eye, a nose), by so much darker.
constexpr int enough_dark = 5;
constexpr float much_darker = 40;
// How much of an outline is ink, the rest being the thing's own colour, darkened.
constexpr float ink_share = 0.72f, darkening = 0.55f;

}  // namespace

int apart(const uint8_t *one, const uint8_t *two) {
    return std::abs(one[0] - two[0]) + std::abs(one[1] - two[1]) + std::abs(one[2] - two[2]);
}

Cells::Cells(const textures_picture &drawing, const textures_picture &guide, const textures_cells &how,
             const Reins &reins)
    : drawing_(drawing),
      guide_(guide),
      how_(how),
      samples_(how.samples * how.samples),
      columns_(drawing.width / how.samples),
      rows_(drawing.height / how.samples),
      colours_(size_t(columns_) * size_t(rows_)),
      things_(colours_.size(), 0) {
    for_rows(reins, rows_, [&](int from, int to) {
        for (int row = from; row < to; row++) {
            for (int column = 0; column < columns_; column++) {
                colours_[at(column, row)] = main_colour(column, row);
                things_[at(column, row)] = thing(column, row);
            }
        }
    });
}

const uint8_t *Cells::sample(const textures_picture &picture, int column, int row, int place) const {
    const int x = column * how_.samples + place % how_.samples, y = row * how_.samples + place / how_.samples;
    return row_of(picture, y) + size_t(x) * 3;
}

textures_colour Cells::main_colour(int column, int row) const {
    const int middle = dark_in(column, row, most_alike(column, row));
    return evened(column, row, sample(drawing_, column, row, middle));
}

// The sample that is nearest to all others.
int Cells::most_alike(int column, int row) const {
    int best = 0, least = INT32_MAX;
    for (int i = 0; i < samples_; i++) {
        int sum = 0;
        for (int j = 0; j < samples_; j++) {
            sum += std::min(near_by * 3, apart(sample(drawing_, column, row, i), sample(drawing_, column, row, j)));
        }
        if (sum < least) {
            least = sum;
            best = i;
        }
    }
    return best;
}

// The darkest sample, where there are enough of its like and the cell is much lighter; else `middle`.
int Cells::dark_in(int column, int row, int middle) const {
    int darkest = 0, like = 0;
    for (int i = 1; i < samples_; i++) {
        if (luma(sample(drawing_, column, row, i)) < luma(sample(drawing_, column, row, darkest))) darkest = i;
    }
    const uint8_t *dark = sample(drawing_, column, row, darkest);
    if (luma(sample(drawing_, column, row, middle)) - luma(dark) < much_darker) return middle;
    for (int i = 0; i < samples_; i++) like += apart(dark, sample(drawing_, column, row, i)) < near_by * 2;
    return like * 16 >= enough_dark * samples_ ? darkest : middle;
}

// A sample's colour, averaged with its like.
textures_colour Cells::evened(int column, int row, const uint8_t *middle) const {
    int sums[3] = {0, 0, 0}, like = 0;
    for (int i = 0; i < samples_; i++) {
        const uint8_t *other = sample(drawing_, column, row, i);
        if (apart(middle, other) > same) continue;
        for (int band = 0; band < 3; band++) sums[band] += other[band];
        like++;
    }
    return {uint8_t(sums[0] / like), uint8_t(sums[1] / like), uint8_t(sums[2] / like)};
}

// The foremost thing that has a third of the cell.
int Cells::thing(int column, int row) const {
    const auto id = [&](int place) {
        const uint8_t *pixel = sample(guide_, column, row, place);
        return pixel[0] << 8 | pixel[1];
    };
    int best = 0;
    for (int i = 0; i < samples_; i++) {
        if (id(i) <= best) continue;
        int votes = 0;
        for (int j = 0; j < samples_; j++) votes += id(j) == id(i);
        if (votes * 3 >= samples_) best = id(i);
    }
    return best;
}

void Cells::outline() {
    std::vector<textures_colour> outlined = colours_;
    for (int row = 0; row < rows_; row++) {
        for (int column = 0; column < columns_; column++) {
            const size_t place = at(column, row), front = before(column, row);
            if (things_[front] > things_[place]) outlined[place] = dark(colours_[front]);
        }
    }
    colours_ = std::move(outlined);
}

// The neighbour that lies most to the front, or the cell itself.
size_t Cells::before(int column, int row) const {
    size_t best = at(column, row);
    const int steps[4][2] = {{0, -1}, {-1, 0}, {1, 0}, {0, 1}};
    for (const auto &step : steps) {
        const int x = column + step[0], y = row + step[1];
        if (x < 0 || y < 0 || x >= columns_ || y >= rows_) continue;
        if (things_[at(x, y)] > things_[best]) best = at(x, y);
    }
    return best;
}

textures_colour Cells::dark(textures_colour colour) const {
    const Lab own = lab_of(colour), ink = lab_of(how_.outline);
    const float rest = 1 - ink_share;
    return colour_of({own.light * darkening * rest + ink.light * ink_share, own.a * rest + ink.a * ink_share,
                      own.b * rest + ink.b * ink_share});
}

}  // namespace textures
