#pragma once

#include <cstddef>
#include <vector>

namespace upscaling {

// A convolution of 3 x 3, and what follows it.
struct Layer {
    int inputs;
    int outputs;
    std::vector<float> kernel;  // outputs x inputs x 3 x 3
    std::vector<float> bias;    // outputs
    std::vector<float> slopes;  // for values below zero, one an output; empty after the last layer
};

// The file of share/weights/README.md, read. Throws std::invalid_argument when it is something else.
std::vector<Layer> read_layers(const void *bytes, size_t count);

}  // namespace upscaling
