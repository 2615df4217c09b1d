#pragma once

#include "internal.hpp"

namespace vision {

// Fills holes from the rest of a small picture, patch by patch, from coarse to fine.
//
// Sources: Y. Wexler, E. Shechtman, M. Irani, "Space-Time Completion of Video", 2007; C. Barnes and others, "PatchMatch", 2009.
// Neighbours are read as they were a round before, so that rows can be searched at the same time and the result stays the same.
class Patches {
public:
    // `picture` is of 3 bands, `hole` says where it is unknown and `forbidden` where it is not to be copied from (bytes: 0, 255).
    Patches(const cv::Mat &picture, const cv::Mat &hole, const cv::Mat &forbidden, uint64_t seed);

    // False if there is nothing to copy from.
    bool fill(const Reins &reins);

    // The picture without holes.
    cv::Mat filled_picture() const;

    // Where each pixel of the hole is best copied from (x, y); itself elsewhere.
    cv::Mat sources() const;

private:
    struct Scale {
        cv::Mat picture, hole, allowed, trust;  // with a border
        cv::Mat matches, costs;                 // of the patch around each pixel
        std::vector<cv::Point> targets;         // patches that touch the hole
        std::vector<cv::Point> unknown;         // pixels of the hole
        std::vector<cv::Point> choices;         // middles of patches that may be copied
    };

    Scale scale_of(const cv::Mat &picture, const cv::Mat &hole, const cv::Mat &forbidden) const;
    void begin(Scale &scale, const Scale *coarser) const;
    void search(Scale &scale, int round, const Reins &reins) const;
    void vote(Scale &scale, bool is_last, const Reins &reins) const;

    std::vector<Scale> scales_;  // the finest first
    uint64_t seed_;
};

}  // namespace vision
