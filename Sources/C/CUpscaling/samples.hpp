#pragma once

#include <cstdint>
#include <vector>

#include "tiles.hpp"
#include "upscaling.h"

namespace upscaling {

// The colours of a picture, 3 bands. Where it is fully transparent they are those of a near visible pixel, so that what
// nobody sees does not shine through at the rim.
class Colours {
  public:
    explicit Colours(const upscaling_picture &picture);

    // Valid as long as both this and the picture live.
    const upscaling_picture &picture() const { return picture_; }

    // Writes 3 planes of samples from 0 to 1.
    void write(int x, int y, int width, int height, float *planes) const;

  private:
    void spread();

    upscaling_picture picture_;
    std::vector<uint8_t> own_;
};

// What the network made of one tile.
struct Tile {
    const float *planes;  // what went in
    const float *blocks;  // what came out: 3 planes of pixels of 16 values
    int width, height;
    Span across, down;
};

// Adds up the network's values and the pixels themselves, and writes the kept part, 4 or 2 times as large, into the
// first 3 bands of a picture whose rows are `target_width` pixels of `bands`.
void write_four_times(const Tile &tile, uint8_t *target, int target_width, int bands);
void write_twice(const Tile &tile, uint8_t *target, int target_width, int bands);

// The sample nearest to a value on the scale from 0 to 255.
inline uint8_t rounded(float value) {
    const float raised = value + 0.5f;
    return uint8_t(raised < 0.0f ? 0.0f : raised > 255.0f ? 255.0f : raised);
}

}  // namespace upscaling
