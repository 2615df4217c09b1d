#include "dots.hpp"

#include <algorithm>
#include <numeric>

namespace textures {

Dot::Dot() : limits_(size_t(side) * side) {
    std::vector<float> heights(limits_.size());
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            const auto wave = [](int place) { return std::cos(6.2831853f * (float(place) + 0.5f) / side); };
            heights[size_t(y) * side + size_t(x)] = -wave(x) - wave(y);
        }
    }
    std::vector<size_t> order(limits_.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return heights[a] < heights[b] || (heights[a] == heights[b] && a < b);
    });
    for (size_t i = 0; i < order.size(); i++) limits_[order[i]] = (float(i) + 0.5f) / float(order.size());
}

}  // namespace textures
