#include "internal.h"

// C, M, Y, K and alpha; a file may claim thousands.
static const int most_bands = 5;

// The image keeps the source. Reading in order is enough for all that follows, and keeps memory small.
#define LOAD(loader) \
    loader(source, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL)

static VipsImage *load(VipsSource *source, imaging_format format) {
    VipsImage *image = NULL;
    int refused = -1;
    switch (format) {
    case IMAGING_PNG: refused = LOAD(vips_pngload_source); break;
    case IMAGING_JPEG: refused = LOAD(vips_jpegload_source); break;
    case IMAGING_WEBP: refused = LOAD(vips_webpload_source); break;
    case IMAGING_HEIF: refused = LOAD(vips_heifload_source); break;
    case IMAGING_GIF: refused = LOAD(vips_gifload_source); break;
    case IMAGING_TIFF: refused = LOAD(vips_tiffload_source); break;
    }
    return refused ? NULL : image;
}

// `*stored` has a header and no pixels yet; it is the caller's to unref.
static imaging_status open_stored(const void *bytes, size_t count, imaging_format format, imaging_call *call,
                                  VipsImage **stored) {
    VipsSource *source = vips_source_new_from_memory(bytes, count);
    if (source == NULL) return imaging_refused(call, IMAGING_FAILED);
    *stored = load(source, format);
    g_object_unref(source);
    if (*stored == NULL) return imaging_refused(call, IMAGING_DAMAGED);
    if ((*stored)->Bands <= most_bands) return IMAGING_OK;
    g_object_unref(*stored);
    return IMAGING_UNSUPPORTED;
}

imaging_status imaging_probe(const void *bytes, size_t count, imaging_format format, imaging_call *call,
                             imaging_facts *facts) {
    VipsImage *stored = NULL;
    imaging_status status = open_stored(bytes, count, format, call, &stored);
    if (status != IMAGING_OK) return status;
    *facts = (imaging_facts){
        .width = stored->Xsize,
        .height = stored->Ysize,
        .pages = vips_image_get_n_pages(stored),
        .orientation = vips_image_get_orientation(stored),
        .has_alpha = vips_image_hasalpha(stored),
    };
    g_object_unref(stored);
    return IMAGING_OK;
}

static bool has_profile(VipsImage *image) {
    return vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0;
}

// Uses t[0...2]. Nothing here computes a pixel yet.
static VipsImage *settle(VipsImage **t, VipsImage *image) {
    if (vips_colourspace(image, &t[0], VIPS_INTERPRETATION_sRGB, NULL)) return NULL;
    int bands = t[0]->Bands < 4 ? t[0]->Bands : 4;
    if (vips_extract_band(t[0], &t[1], 0, "n", bands, NULL)) return NULL;
    if (vips_cast(t[1], &t[2], VIPS_FORMAT_UCHAR, NULL)) return NULL;
    return t[2];
}

// Uses t[0...4]. A profile that does not fit its picture is ignored, as everyone does.
static VipsImage *to_srgb(VipsImage **t, VipsImage *image) {
    bool is_cmyk = image->Type == VIPS_INTERPRETATION_CMYK;
    VipsInterpretation device = image->Bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    if (!is_cmyk && vips_colourspace(image, &t[3], device, NULL)) return NULL;
    VipsImage *plain = is_cmyk ? image : t[3];
    if (!has_profile(image)) return settle(t, plain);
    if (vips_icc_transform(plain, &t[4], "srgb", "embedded", TRUE, "intent", VIPS_INTENT_RELATIVE, NULL)) {
        vips_error_clear();
        return settle(t, plain);
    }
    return settle(t, t[4]);
}

// Turning reads columns, so it needs all pixels first. Uses t[5...6].
static VipsImage *turned(VipsImage **t, VipsImage *image, imaging_call *call) {
    if (vips_image_get_orientation(image) <= 1) return image;
    imaging_watch(image, call);
    t[5] = vips_image_copy_memory(image);
    if (t[5] == NULL || vips_autorot(t[5], &t[6], NULL)) return NULL;
    return t[6];
}

imaging_status imaging_decode(const void *bytes, size_t count, imaging_format format, imaging_call *call,
                              imaging_image **image) {
    *image = NULL;
    VipsImage *stored = NULL;
    imaging_status status = open_stored(bytes, count, format, call, &stored);
    if (status != IMAGING_OK) return status;
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 7);
    VipsImage *colours = to_srgb(t, stored);
    VipsImage *upright = colours == NULL ? NULL : turned(t, colours, call);
    status = upright == NULL ? imaging_refused(call, IMAGING_DAMAGED)
                             : imaging_finish(upright, call, IMAGING_DAMAGED, image);
    g_object_unref(stages);
    g_object_unref(stored);
    return status;
}

// Turns upright and converts by the profile on its way. Uses t[0...3].
static VipsImage *shrunk_while_read(VipsImage **t, const void *bytes, size_t count, int32_t width,
                                    const char *profile) {
    VipsSource *source = vips_source_new_from_memory(bytes, count);
    if (source == NULL) return NULL;
    int refused = vips_thumbnail_source(source, &t[3], width, "height", VIPS_MAX_COORD, "size", VIPS_SIZE_DOWN,
                                        "export_profile", profile, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
    g_object_unref(source);
    return refused ? NULL : settle(t, t[3]);
}

imaging_status imaging_thumbnail(const void *bytes, size_t count, imaging_format format, int32_t width,
                                 imaging_call *call, imaging_image **image) {
    *image = NULL;
    VipsImage *stored = NULL;
    imaging_status status = open_stored(bytes, count, format, call, &stored);
    if (status != IMAGING_OK) return status;
    const char *profile = has_profile(stored) ? "srgb" : NULL;
    g_object_unref(stored);
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 4);
    VipsImage *small = shrunk_while_read(t, bytes, count, width, profile);
    status = small == NULL ? imaging_refused(call, IMAGING_DAMAGED)
                           : imaging_finish(small, call, IMAGING_DAMAGED, image);
    g_object_unref(stages);
    return status;
}
