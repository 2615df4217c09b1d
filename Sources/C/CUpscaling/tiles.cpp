#include "tiles.hpp"

#include <algorithm>

namespace upscaling {

namespace {

// Winograd's transform works on squares of this side.
constexpr int step = 4;

int divided_up(int value, int divisor) { return (value + divisor - 1) / divisor; }

}  // namespace

Axis cut(int total, int most, int margin) {
    const int count = total <= most ? 1 : divided_up(total - 2 * margin, most - 2 * margin);
    const int even = divided_up(total + 2 * margin * (count - 1), count);
    const int length = count == 1 ? total : divided_up(even, step) * step;
    Axis axis{length, {}};
    const auto start = [&](int place) { return std::min(place * (length - 2 * margin), total - length); };
    for (int place = 0; place < count; place++) {
        const int first = place == 0 ? 0 : start(place) + margin;
        const int end = place + 1 == count ? total : start(place + 1) + margin;
        axis.spans.push_back({start(place), first, end});
    }
    return axis;
}

}  // namespace upscaling
