#pragma once

#include "internal.hpp"

namespace vision {

// What has to be added to a plane so that it fits into its surroundings, and keeps its own differences.
struct Membrane {
    cv::Mat inside;  // bytes: 1 where it is free, 0 where it is fixed
    cv::Mat values;  // floats
    cv::Mat push;    // floats: what each place's differences to its neighbours sum up to; empty for nothing

    // From coarse to fine by red-black over-relaxation.
    //
    // Source: P. Pérez, M. Gangnet, A. Blake, "Poisson Image Editing", 2003.
    void solve(const Reins &reins, int rounds);

private:
    Membrane coarser() const;
    void relax(const Reins &reins, int rounds);
};

}  // namespace vision
