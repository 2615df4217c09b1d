#include "internal.h"

// A third of the default's time for a twentieth more bytes.
static const int webp_effort = 2;

// A picture may be in use by several calls; only a copy of the handle can be watched by one of them.
static VipsImage *own_handle(imaging_image *image, imaging_call *call) {
    VipsImage *own = NULL;
    if (vips_copy((VipsImage *)image, &own, NULL)) return NULL;
    imaging_watch(own, call);
    return own;
}

static imaging_status encoded(VipsImage *_Nullable own, int refused, imaging_call *call, imaging_bytes *bytes) {
    if (own != NULL) g_object_unref(own);
    if (own == NULL || refused) return imaging_refused(call, IMAGING_FAILED);
    if (!imaging_call_is_stopped(call)) return IMAGING_OK;
    g_free(bytes->data);
    *bytes = (imaging_bytes){NULL, 0};
    return IMAGING_STOPPED;
}

imaging_status imaging_encode_jpeg(imaging_image *image, int32_t quality, imaging_call *call,
                                   imaging_bytes *bytes) {
    *bytes = (imaging_bytes){NULL, 0};
    VipsImage *own = own_handle(image, call);
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    int refused = own == NULL
        || vips_jpegsave_buffer(own, &bytes->data, &bytes->count, "Q", quality, "optimize_coding", TRUE,
                                "background", white, "strip", TRUE, NULL);
    vips_area_unref(VIPS_AREA(white));
    return encoded(own, refused, call, bytes);
}

imaging_status imaging_encode_webp(imaging_image *image, int32_t quality, imaging_call *call,
                                   imaging_bytes *bytes) {
    *bytes = (imaging_bytes){NULL, 0};
    VipsImage *own = own_handle(image, call);
    int refused = own == NULL
        || vips_webpsave_buffer(own, &bytes->data, &bytes->count, "Q", quality, "effort", webp_effort, "strip",
                                TRUE, NULL);
    return encoded(own, refused, call, bytes);
}
