#include "internal.h"

// `stages` owns what the pipeline is made of.
static imaging_status finish(VipsImage *stages, VipsImage *last, imaging_call *call, imaging_image **edited) {
    imaging_status status = last == NULL ? imaging_refused(call, IMAGING_FAILED)
                                         : imaging_finish(last, call, IMAGING_FAILED, edited);
    g_object_unref(stages);
    return status;
}

imaging_status imaging_crop(imaging_image *image, int32_t x, int32_t y, int32_t width, int32_t height,
                            imaging_call *call, imaging_image **part) {
    *part = NULL;
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 1);
    bool done = vips_extract_area((VipsImage *)image, &t[0], x, y, width, height, NULL) == 0;
    return finish(stages, done ? t[0] : NULL, call, part);
}

imaging_status imaging_flip(imaging_image *image, bool is_vertical, imaging_call *call, imaging_image **flipped) {
    *flipped = NULL;
    VipsDirection direction = is_vertical ? VIPS_DIRECTION_VERTICAL : VIPS_DIRECTION_HORIZONTAL;
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 1);
    bool done = vips_flip((VipsImage *)image, &t[0], direction, NULL) == 0;
    return finish(stages, done ? t[0] : NULL, call, flipped);
}

imaging_status imaging_quarter_turn(imaging_image *image, int32_t turns, imaging_call *call,
                                    imaging_image **turned) {
    *turned = NULL;
    static const VipsAngle angles[] = {VIPS_ANGLE_D0, VIPS_ANGLE_D90, VIPS_ANGLE_D180, VIPS_ANGLE_D270};
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 1);
    bool done = vips_rot((VipsImage *)image, &t[0], angles[turns & 3], NULL) == 0;
    return finish(stages, done ? t[0] : NULL, call, turned);
}

// Uses t[0...1].
static VipsImage *embed(VipsImage **t, VipsImage *image, int32_t x, int32_t y, imaging_shape shape,
                        VipsExtend extend, imaging_colour colour) {
    bool needs_alpha = extend == VIPS_EXTEND_BACKGROUND && colour.alpha < 255 && image->Bands == 3;
    if (needs_alpha && vips_bandjoin_const1(image, &t[0], 255, NULL)) return NULL;
    VipsImage *ready = needs_alpha ? t[0] : image;
    double samples[] = {colour.red, colour.green, colour.blue, colour.alpha};
    VipsArrayDouble *background = vips_array_double_new(samples, ready->Bands);
    int refused = vips_embed(ready, &t[1], x, y, shape.width, shape.height, "extend", extend, "background",
                             background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return refused ? NULL : t[1];
}

imaging_status imaging_extend(imaging_image *image, int32_t x, int32_t y, imaging_shape shape, imaging_fill fill,
                              imaging_colour colour, imaging_call *call, imaging_image **extended) {
    *extended = NULL;
    static const VipsExtend extends[] = {VIPS_EXTEND_BACKGROUND, VIPS_EXTEND_MIRROR, VIPS_EXTEND_COPY};
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 2);
    return finish(stages, embed(t, (VipsImage *)image, x, y, shape, extends[fill], colour), call, extended);
}
