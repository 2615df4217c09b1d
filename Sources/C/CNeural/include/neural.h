#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#ifdef __cplusplus
extern "C" {
#endif

// Small networks over OpenCV's dnn. Nothing here is variadic, throws, keeps a caller's pointer or leaves global error state.
// Calls block: make them from threads of their own.

// A network with its weights. One call at a time may use it. Whoever receives one releases it, once.
typedef struct neural_net neural_net;

#define NEURAL_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum NEURAL_CLOSED neural_status : int32_t {
    NEURAL_OK = 0,
    NEURAL_UNREADABLE = 1,  // no network in the form ONNX, or one with layers that the library lacks
    NEURAL_MISFIT = 2,      // the network takes or gives something else than it was asked for
    NEURAL_FAILED = 3,      // no memory, or refused by the library
} neural_status;

// Reads a network from `count` bytes of ONNX, which it copies. NEURAL_OK: `*net` is the caller's. Otherwise it is NULL.
neural_status neural_load(const void *bytes, size_t count, neural_net *_Nullable *_Nonnull net);

// Runs the network on one picture of `side` x `side` RGB samples without gaps, given as blue, green, red less `mean`
// (in that order) in the layout NHWC. NEURAL_OK: `scores` holds `score_count` numbers, which is all that the network gives.
neural_status neural_run(neural_net *net, const uint8_t *rgb, int32_t side, const float *mean, float *scores,
                         int32_t score_count);

void neural_release(neural_net *_Nullable net);

// Scales `pixels` (8 bits, `bands` interleaved, 3 or 4, of which the first three count) to `side` x `side` RGB samples in
// `scaled`, with the triangle filter of Pillow's BILINEAR: bit by bit the same.
neural_status neural_scale(const uint8_t *pixels, int32_t width, int32_t height, int32_t bands, uint8_t *scaled,
                           int32_t side);

#ifdef __cplusplus
}
#endif

#pragma clang assume_nonnull end
