#include "internal.h"

#include <stdlib.h>
#include <string.h>

static void free_pixels(VipsImage *image, void *pixels) {
    (void)image;
    free(pixels);
}

static size_t size_of(imaging_shape shape) {
    return (size_t)shape.width * (size_t)shape.height * (size_t)shape.bands;
}

imaging_status imaging_adopt(void *pixels, imaging_shape shape, imaging_call *call, imaging_image **image) {
    *image = NULL;
    VipsImage *adopted = vips_image_new_from_memory(pixels, size_of(shape), shape.width, shape.height, shape.bands,
                                                    VIPS_FORMAT_UCHAR);
    if (adopted == NULL) {
        free(pixels);
        return imaging_refused(call, IMAGING_FAILED);
    }
    adopted->Type = VIPS_INTERPRETATION_sRGB;
    g_signal_connect(adopted, "postclose", G_CALLBACK(free_pixels), pixels);
    *image = (imaging_image *)adopted;
    return IMAGING_OK;
}

imaging_status imaging_copy(const void *pixels, imaging_shape shape, imaging_call *call, imaging_image **image) {
    *image = NULL;
    void *copy = malloc(size_of(shape));
    if (copy == NULL) return IMAGING_FAILED;
    memcpy(copy, pixels, size_of(shape));
    return imaging_adopt(copy, shape, call, image);
}

imaging_status imaging_finish(VipsImage *image, imaging_call *call, imaging_status otherwise,
                              imaging_image **finished) {
    imaging_shape shape = {image->Xsize, image->Ysize, image->Bands};
    if (image->BandFmt != VIPS_FORMAT_UCHAR || (shape.bands != 3 && shape.bands != 4)) {
        return IMAGING_UNSUPPORTED;
    }
    imaging_watch(image, call);
    size_t count = 0;
    void *pixels = vips_image_write_to_memory(image, &count);
    if (pixels == NULL) return imaging_refused(call, otherwise);
    if (imaging_call_is_stopped(call)) {
        free(pixels);
        return IMAGING_STOPPED;
    }
    return imaging_adopt(pixels, shape, call, finished);
}

imaging_shape imaging_shape_of(imaging_image *image) {
    VipsImage *picture = (VipsImage *)image;
    return (imaging_shape){picture->Xsize, picture->Ysize, picture->Bands};
}

const uint8_t *imaging_pixels(imaging_image *image) {
    return ((VipsImage *)image)->data;
}

void imaging_release(imaging_image *image) {
    if (image != NULL) g_object_unref(image);
}

void imaging_free(void *allocation) {
    g_free(allocation);
}
