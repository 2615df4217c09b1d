#include "internal.h"

#include <math.h>

// Wider bells run on a picture shrunk until this is left of them: nobody sees the difference, and the time stays the same.
static const double most_sigma = 4;

// The bell ends where it is this small, of 1.
static const double least_amplitude = 0.01;

// Uses t[0...3] and t[8]. The result is of floats.
static VipsImage *blurred(VipsImage **t, VipsImage *image, double sigma, imaging_call *call) {
    double shrink = fmax(1, floor(sigma / most_sigma));
    if (shrink > 1 && vips_resize(image, &t[0], fmax(1 / shrink, 1.0 / image->Xsize), "vscale",
                                  fmax(1 / shrink, 1.0 / image->Ysize), "kernel", VIPS_KERNEL_LINEAR, NULL)) {
        return NULL;
    }
    VipsImage *small = shrink > 1 ? t[0] : image;
    if (vips_cast(small, &t[1], VIPS_FORMAT_FLOAT, NULL)) return NULL;
    if (vips_gaussblur(t[1], &t[2], sigma / shrink, "min_ampl", least_amplitude, "precision", VIPS_PRECISION_FLOAT,
                       NULL)) {
        return NULL;
    }
    if (shrink <= 1) return t[2];
    // Else each piece of the large picture would blur its part of the small one again.
    imaging_watch(t[2], call);
    t[8] = vips_image_copy_memory(t[2]);
    if (t[8] == NULL) return NULL;
    double across = (double)image->Xsize / small->Xsize;
    double down = (double)image->Ysize / small->Ysize;
    return vips_resize(t[8], &t[3], across, "vscale", down, NULL) == 0 ? t[3] : NULL;
}

// Transparent pixels have no colour to mix into their neighbours. Uses t[0...8].
static VipsImage *stages_of(VipsImage **t, VipsImage *image, double sigma, imaging_call *call) {
    bool has_alpha = image->Bands == 4;
    if (has_alpha && vips_premultiply(image, &t[4], NULL)) return NULL;
    VipsImage *soft = blurred(t, has_alpha ? t[4] : image, sigma, call);
    if (soft == NULL || (has_alpha && vips_unpremultiply(soft, &t[5], NULL))) return NULL;
    if (vips_rint(has_alpha ? t[5] : soft, &t[6], NULL)) return NULL;
    return vips_cast(t[6], &t[7], VIPS_FORMAT_UCHAR, NULL) == 0 ? t[7] : NULL;
}

imaging_status imaging_blur(imaging_image *image, double sigma, imaging_call *call, imaging_image **result) {
    *result = NULL;
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 9);
    VipsImage *last = stages_of(t, (VipsImage *)image, sigma, call);
    imaging_status status = last == NULL ? imaging_refused(call, IMAGING_FAILED)
                                         : imaging_finish(last, call, IMAGING_FAILED, result);
    g_object_unref(stages);
    return status;
}
