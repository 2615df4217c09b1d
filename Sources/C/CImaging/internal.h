#pragma once

#include "imaging.h"

#include <stdatomic.h>
#include <vips/vips.h>

struct imaging_call {
    atomic_bool stopped;
    char *reason;
};

// Lets `call` stop the evaluation of `image`, which must be this call's own and the last of its pipeline.
void imaging_watch(VipsImage *image, imaging_call *call);

// Keeps the library's words; says `otherwise` unless the call was stopped.
imaging_status imaging_refused(imaging_call *call, imaging_status otherwise);

// Evaluates `image`, which must be this call's own, into a picture that carries nothing but its pixels.
imaging_status imaging_finish(VipsImage *image, imaging_call *call, imaging_status otherwise,
                              imaging_image **finished);
