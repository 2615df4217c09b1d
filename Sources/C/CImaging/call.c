#include "internal.h"

#include <stdlib.h>

imaging_call *imaging_call_new(void) {
    return calloc(1, sizeof(imaging_call));
}

void imaging_call_stop(imaging_call *call) {
    atomic_store(&call->stopped, true);
}

bool imaging_call_is_stopped(imaging_call *call) {
    return atomic_load(&call->stopped);
}

const char *imaging_call_reason(imaging_call *call) {
    return call->reason;
}

void imaging_call_release(imaging_call *call) {
    if (call == NULL) return;
    free(call->reason);
    free(call);
}

static void stop_if_asked(VipsImage *image, VipsProgress *progress, imaging_call *call) {
    (void)progress;
    if (imaging_call_is_stopped(call)) vips_image_set_kill(image, TRUE);
}

void imaging_watch(VipsImage *image, imaging_call *call) {
    vips_image_set_progress(image, FALSE);  // forget an earlier stage's image, whose end nobody would notice here
    vips_image_set_progress(image, TRUE);
    g_signal_connect(image, "eval", G_CALLBACK(stop_if_asked), call);
}

imaging_status imaging_refused(imaging_call *call, imaging_status otherwise) {
    g_free(call->reason);
    call->reason = vips_error_buffer_copy();  // copies and clears in one step
    return imaging_call_is_stopped(call) ? IMAGING_STOPPED : otherwise;
}
