#include "cells.hpp"

#include <algorithm>

using namespace textures;

// Pixel art: each cell gets the one colour that most of it has, things get outlines, and few colours stand for all.

namespace {

void check(const textures_picture &drawing, const textures_picture &guide, const textures_cells &how) {
    demand_picture(drawing);
    demand_picture(guide);
    demand_size(how.width, how.height);
    demand(how.cell >= 1 && how.cell <= 1024 && how.samples >= 1 && how.samples <= 8);
    demand(how.colours >= 2 && how.colours <= TEXTURES_MOST_COLOURS);
    demand(guide.width == drawing.width && guide.height == drawing.height);
    demand(drawing.width % how.samples == 0 && drawing.height % how.samples == 0);
    demand(int64_t(drawing.width / how.samples) * how.cell >= how.width);
    demand(int64_t(drawing.height / how.samples) * how.cell >= how.height);
    demand(int64_t(drawing.width / how.samples) * (drawing.height / how.samples) <= TEXTURES_MOST_CELLS);
    for (const int32_t side : {how.fine.x, how.fine.y, how.fine.width, how.fine.height}) {
        demand(side >= 0 && side <= TEXTURES_LONGEST_SIDE);
    }
}

// Samples as they are, in two colours: small enough to read by.
class Fine {
  public:
    Fine(const textures_picture &drawing, const textures_cells &how) : drawing_(drawing), how_(how) {}

    bool covers(int column, int row) const {
        const textures_rect &fine = how_.fine;
        return column >= fine.x && row >= fine.y && column < fine.x + fine.width && row < fine.y + fine.height;
    }

    // Of a pixel of the result.
    textures_colour colour(int x, int y) const {
        const int u = std::min(x * how_.samples / how_.cell, drawing_.width - 1);
        const int v = std::min(y * how_.samples / how_.cell, drawing_.height - 1);
        const uint8_t *pixel = row_of(drawing_, v) + size_t(u) * 3;
        const uint8_t dark[3] = {how_.outline.red, how_.outline.green, how_.outline.blue};
        const uint8_t light[3] = {how_.paper.red, how_.paper.green, how_.paper.blue};
        return apart(pixel, dark) < apart(pixel, light) ? how_.outline : how_.paper;
    }

  private:
    const textures_picture &drawing_;
    const textures_cells &how_;
};

}  // namespace

textures_status textures_pixels(textures_picture drawing, textures_picture guide, textures_cells how,
                                textures_reins reins, textures_result *result) {
    return guarded(reins, result, [=](const Reins &own, textures_result *made) {
        check(drawing, guide, how);
        Cells cells(drawing, guide, how, own);
        cells.outline();
        const std::vector<textures_colour> colours = cells.reduced(Palette(cells.colours(), how.colours), own);
        const Fine fine(drawing, how);
        Output output(how.width, how.height);
        for_rows(own, how.height, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                uint8_t *out = output.row(y);
                for (int x = 0; x < how.width; x++, out += 3) {
                    const int column = x / how.cell, row = y / how.cell;
                    const textures_colour colour =
                        fine.covers(column, row) ? fine.colour(x, y) : colours[cells.at(column, row)];
                    out[0] = colour.red;
                    out[1] = colour.green;
                    out[2] = colour.blue;
                }
            }
        });
        output.hand_over(made);
    });
}
