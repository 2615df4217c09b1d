#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#ifdef __cplusplus
extern "C" {
#endif

// Makes pictures 2 or 4 times as wide and as high: by a network over oneDNN, or by a filter. Nothing here is variadic,
// throws or keeps a caller's pointer. Calls block: make them from threads of their own.

// The network with its weights. One call at a time may use it. Whoever receives one releases it, once.
typedef struct upscaling_net upscaling_net;

#define UPSCALING_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum UPSCALING_CLOSED upscaling_status : int32_t {
    UPSCALING_OK = 0,
    UPSCALING_DAMAGED = 1,  // not the file that share/weights/README.md describes
    UPSCALING_STOPPED = 2,  // `step` said so
    UPSCALING_FAILED = 3,   // no memory, a size or factor out of bounds, or refused by the library
} upscaling_status;

// Samples of 8 bits, rows without gaps, `bands` interleaved: 3 are RGB, 4 are RGBA with straight alpha.
typedef struct upscaling_picture {
    const uint8_t *pixels;
    int32_t width;
    int32_t height;
    int32_t bands;
} upscaling_picture;

// Told, many times in a call, which share of the work is done, from 0 to 1; answers whether to go on. NULL means yes.
typedef bool (*upscaling_step)(void *_Nullable context, double done);

// Sides and pixels of a result, at most.
#define UPSCALING_LONGEST_SIDE 12288
#define UPSCALING_MOST_PIXELS 36000000

// Reads the network from `count` bytes, which it copies. It will run on `threads` threads, which are those of OpenMP.
// UPSCALING_OK: `*net` is the caller's. Otherwise it is NULL.
upscaling_status upscaling_load(const void *bytes, size_t count, int32_t threads,
                                upscaling_net *_Nullable *_Nonnull net);

// Enlarges by the network. `target` is the caller's, with room for factor * factor as many bytes as `source` has; what
// it holds after another status than UPSCALING_OK is undefined. What works on one tile is held during the call only.
upscaling_status upscaling_run(upscaling_net *net, upscaling_picture source, int32_t factor, uint8_t *target,
                               upscaling_step _Nullable step, void *_Nullable context);

// Enlarges by Lanczos' filter of three lobes and sharpens mildly, without halos. Otherwise as upscaling_run().
upscaling_status upscaling_filter(upscaling_picture source, int32_t factor, uint8_t *target,
                                  upscaling_step _Nullable step, void *_Nullable context);

// How even a picture is where it is not all even, from 0 to 1: drawings in flat colours have much of it, photographs
// little. Compares each pixel with its neighbours, in squares of 16 pixels; 1 for a picture of one colour.
double upscaling_evenness(upscaling_picture source);

void upscaling_release(upscaling_net *_Nullable net);

#ifdef __cplusplus
}
#endif

#pragma clang assume_nonnull end
