#pragma once

#include "internal.hpp"

namespace vision {

// How much each place of a small picture (RGB bytes) stands out, 0...1, as floats: what cannot be reached from the picture's
// upper, left and right edges without crossing a change of colour, and lies near the middle.
//
// Source: J. Zhang and others, "Minimum Barrier Salient Object Detection at 80 FPS", 2015.
cv::Mat saliency_of(const cv::Mat &picture);

}  // namespace vision
