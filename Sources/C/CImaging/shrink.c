#include "internal.h"

// The library shrinks by whole numbers first where more than this remains for the good filter. Its default of 2 is
// much slower on pictures in memory (1.2 s against 0.05 s from 4096 to 1024 pixels) and less sharp.
static const double whole_number_gap = 32;

static int reduce(VipsImage *image, VipsImage **reduced, imaging_shape from, int32_t width, int32_t height) {
    return vips_resize(image, reduced, (double)width / from.width, "vscale", (double)height / from.height, "gap",
                       whole_number_gap, NULL);
}

// Transparent pixels have no colour to mix into their neighbours. Uses t[0...3].
static VipsImage *reduce_transparent(VipsImage **t, VipsImage *image, imaging_shape from, int32_t width,
                                     int32_t height) {
    bool done = vips_premultiply(image, &t[0], NULL) == 0 && reduce(t[0], &t[1], from, width, height) == 0
        && vips_unpremultiply(t[1], &t[2], NULL) == 0 && vips_cast(t[2], &t[3], VIPS_FORMAT_UCHAR, NULL) == 0;
    return done ? t[3] : NULL;
}

static VipsImage *reduce_opaque(VipsImage **t, VipsImage *image, imaging_shape from, int32_t width,
                                int32_t height) {
    return reduce(image, &t[0], from, width, height) == 0 ? t[0] : NULL;
}

imaging_status imaging_shrink(imaging_image *image, int32_t width, int32_t height, imaging_call *call,
                              imaging_image **smaller) {
    *smaller = NULL;
    imaging_shape from = imaging_shape_of(image);
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 4);
    VipsImage *reduced = from.bands == 4 ? reduce_transparent(t, (VipsImage *)image, from, width, height)
                                         : reduce_opaque(t, (VipsImage *)image, from, width, height);
    imaging_status status = reduced == NULL ? imaging_refused(call, IMAGING_FAILED)
                                            : imaging_finish(reduced, call, IMAGING_FAILED, smaller);
    g_object_unref(stages);
    return status;
}
