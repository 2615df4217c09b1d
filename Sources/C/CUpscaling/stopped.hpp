#pragma once

namespace upscaling {

// Thrown when nobody wants the result any longer.
struct Stopped {};

}  // namespace upscaling
