#pragma once

#include <functional>

#include "upscaling.h"

namespace upscaling {

// Enlarges one band by Lanczos' filter and sharpens it, into the same band of `target`, which has `bands`. `step` is
// told the share that is done, and answers whether to go on.
void filter_band(const upscaling_picture &source, int band, int factor, uint8_t *target, int bands,
                 const std::function<bool(double)> &step);

}  // namespace upscaling
