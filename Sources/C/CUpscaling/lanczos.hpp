#pragma once

#include <cstdint>
#include <vector>

#include "upscaling.h"

namespace upscaling {

// Lanczos' filter of three lobes for a whole factor: of so many phases, each with six weights.
class Lanczos {
  public:
    static constexpr int taps = 6;

    explicit Lanczos(int factor);

    // One band of one row of the enlarged picture: `source.width` * factor samples of about 0 to 255. Beyond the rim the
    // rim is repeated.
    void row(const upscaling_picture &source, int band, int y, float *row);

  private:
    void across(int width, float *row) const;

    int factor_;
    std::vector<float> weights_;  // taps for each phase
    std::vector<int> offsets_;    // of the first tap, for each phase
    std::vector<float> room_;
};

// Enlarges the fourth band into the fourth band of `target`.
void enlarge_alpha(const upscaling_picture &source, int factor, uint8_t *target);

}  // namespace upscaling
