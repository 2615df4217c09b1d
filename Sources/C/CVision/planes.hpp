#pragma once

#include "internal.hpp"

#include <vector>

namespace vision {

// Rec. 709 on sRGB values, 0...255, as bytes.
cv::Mat luma_of(const Reins &reins, const cv::Mat &picture);

// RGB of at most that many pixels, as bytes; transparent pixels count as their visible neighbours.
cv::Mat reduced(const cv::Mat &picture, double most_pixels);

// Blurs by a Gaussian of that deviation; wide ones on a reduced plane. Edges are drawn out.
cv::Mat blurred(const cv::Mat &plane, double sigma);

// Reads a small matrix of floats as if it were enlarged, bilinearly, row by row.
class Enlarged {
public:
    Enlarged(const cv::Mat &small, cv::Size size);

    // Writes a row of `size.width` times the small one's channels.
    void row(int y, float *values) const;

private:
    cv::Mat small_;
    cv::Size size_;
    std::vector<int> columns_;
    std::vector<float> shares_;
};

// Explains a small plane of floats by a small picture (bytes, 3 bands) as a local linear model, so that the picture at full
// size tells where the plane's edges are. 4 channels: what red, green and blue weigh, and what is added; for samples 0...1.
//
// Source: K. He, J. Sun, X. Tang, "Guided Image Filtering", 2010; "Fast Guided Filter", 2015.
cv::Mat guided_by_colour(const cv::Mat &picture, const cv::Mat &plane, int radius, float epsilon);

// The same by lightness alone (a plane of floats), in 2 channels: weight and summand.
cv::Mat guided_by_light(const cv::Mat &light, const cv::Mat &plane, int radius, float epsilon);

// Fills what has no weight from its surroundings, seamlessly, at all scales: pushes weighted means down a pyramid and pulls
// them up again. `colours` are floats of 3 bands, `weights` floats of 0...1.
cv::Mat filled(const cv::Mat &colours, const cv::Mat &weights);

}  // namespace vision
