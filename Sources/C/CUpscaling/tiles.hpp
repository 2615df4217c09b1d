#pragma once

#include <vector>

namespace upscaling {

// One tile's part of an axis: `length` pixels from `start` go in, those from `first` up to `end` are kept.
struct Span {
    int start;
    int first;
    int end;
};

// An axis of a picture cut into tiles of one length.
struct Axis {
    int length;
    std::vector<Span> spans;
};

// Cuts `total` pixels into tiles of at most `most`; what is kept lies `margin` pixels or more from a cut.
Axis cut(int total, int most, int margin);

}  // namespace upscaling
