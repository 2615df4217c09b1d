#include "internal.h"

#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>

// libvips adds an EXIF block to every AVIF with XMP, so this one format is written by its own library.

// Of 0 (slow) ... 9: a tenth of the default's time.
static const int speed = 8;

// From here on colours keep their full resolution.
static const int fine_quality = 90;

typedef struct heif_error heif_error;

static bool worked(heif_error error) {
    if (error.code == heif_error_Ok) return true;
    vips_error("libheif", "%s", error.message);  // where imaging_refused() finds it
    return false;
}

// BT.709 primaries, sRGB's curve, BT.601 matrix, full range.
static bool declare_srgb(struct heif_image *image) {
    struct heif_color_profile_nclx *profile = heif_nclx_color_profile_alloc();
    if (profile == NULL) return false;
    profile->color_primaries = heif_color_primaries_ITU_R_BT_709_5;
    profile->transfer_characteristics = heif_transfer_characteristic_IEC_61966_2_1;
    profile->matrix_coefficients = heif_matrix_coefficients_ITU_R_BT_601_6;
    profile->full_range_flag = 1;
    bool declared = worked(heif_image_set_nclx_color_profile(image, profile));
    heif_nclx_color_profile_free(profile);
    return declared;
}

static bool copy_pixels(imaging_image *image, struct heif_image *copy) {
    imaging_shape shape = imaging_shape_of(image);
    if (!worked(heif_image_add_plane(copy, heif_channel_interleaved, shape.width, shape.height, 8))) return false;
    int stride = 0;
    uint8_t *plane = heif_image_get_plane(copy, heif_channel_interleaved, &stride);
    const uint8_t *pixels = imaging_pixels(image);
    size_t line = (size_t)shape.width * (size_t)shape.bands;
    for (int32_t y = 0; y < shape.height; y++) {
        memcpy(plane + (size_t)y * (size_t)stride, pixels + (size_t)y * line, line);
    }
    return true;
}

static bool configure(struct heif_encoder *encoder, int32_t quality) {
    const char *chroma = quality >= fine_quality ? "444" : "420";
    return worked(heif_encoder_set_lossy_quality(encoder, quality))
        && worked(heif_encoder_set_parameter_integer(encoder, "speed", speed))
        && worked(heif_encoder_set_parameter_string(encoder, "chroma", chroma));
}

static bool add(struct heif_context *file, imaging_image *image, struct heif_encoder *encoder, const void *xmp,
                size_t xmp_count) {
    imaging_shape shape = imaging_shape_of(image);
    enum heif_chroma chroma = shape.bands == 4 ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    struct heif_image *copy = NULL;
    struct heif_image_handle *item = NULL;
    bool added = worked(heif_image_create(shape.width, shape.height, heif_colorspace_RGB, chroma, &copy))
        && copy_pixels(image, copy) && declare_srgb(copy)
        && worked(heif_context_encode_image(file, copy, encoder, NULL, &item))
        && (xmp_count == 0 || worked(heif_context_add_XMP_metadata(file, item, xmp, (int)xmp_count)));
    if (item != NULL) heif_image_handle_release(item);
    if (copy != NULL) heif_image_release(copy);
    return added;
}

// libheif hands over the whole file at once.
static heif_error keep(struct heif_context *file, const void *data, size_t count, void *user) {
    (void)file;
    imaging_bytes *bytes = user;
    bytes->data = g_try_malloc(count);
    if (bytes->data == NULL) {
        return (heif_error){heif_error_Memory_allocation_error, heif_suberror_Unspecified, "no memory"};
    }
    memcpy(bytes->data, data, count);
    bytes->count = count;
    return (heif_error){heif_error_Ok, heif_suberror_Unspecified, ""};
}

imaging_status imaging_encode_avif(imaging_image *image, int32_t quality, const void *xmp, size_t xmp_count,
                                   imaging_call *call, imaging_bytes *bytes) {
    *bytes = (imaging_bytes){NULL, 0};
    struct heif_writer writer = {.writer_api_version = 1, .write = keep};
    struct heif_encoder *encoder = NULL;
    struct heif_context *file = heif_context_alloc();
    bool done = file != NULL
        && worked(heif_context_get_encoder_for_format(file, heif_compression_AV1, &encoder))
        && configure(encoder, quality) && add(file, image, encoder, xmp, xmp_count)
        && worked(heif_context_write(file, &writer, bytes));
    if (encoder != NULL) heif_encoder_release(encoder);
    if (file != NULL) heif_context_free(file);
    if (done && !imaging_call_is_stopped(call)) return IMAGING_OK;
    imaging_free(bytes->data);
    *bytes = (imaging_bytes){NULL, 0};
    return imaging_refused(call, IMAGING_FAILED);
}
