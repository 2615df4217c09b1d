#include "internal.h"

#include <math.h>

// Turns around the middle of the picture, which comes to the middle of a canvas of `width` x `height`. Samples must be
// premultiplied.
static int turn(VipsImage *image, VipsImage **turned, double degrees, int width, int height, VipsExtend extend,
                const double *background) {
    double sine = sin(degrees * M_PI / 180);
    double cosine = cos(degrees * M_PI / 180);
    VipsArrayDouble *fill = vips_array_double_new(background, image->Bands);
    VipsArrayInt *area = vips_array_int_newv(4, 0, 0, width, height);
    VipsInterpolate *bicubic = vips_interpolate_new("bicubic");
    int refused = bicubic == NULL
        || vips_affine(image, turned, cosine, -sine, sine, cosine, "interpolate", bicubic, "oarea", area, "extend",
                       extend, "background", fill, "premultiplied", TRUE, "idx", -(image->Xsize - 1) / 2.0, "idy",
                       -(image->Ysize - 1) / 2.0, "odx", (width - 1) / 2.0, "ody", (height - 1) / 2.0, NULL);
    if (bicubic != NULL) g_object_unref(bicubic);
    vips_area_unref(VIPS_AREA(area));
    vips_area_unref(VIPS_AREA(fill));
    return refused;
}

// Uses t[0...3].
static VipsImage *turn_transparent(VipsImage **t, VipsImage *image, double degrees, int width, int height,
                                   VipsExtend extend, imaging_colour colour) {
    double share = colour.alpha / 255.0;
    double background[] = {colour.red * share, colour.green * share, colour.blue * share, colour.alpha};
    bool done = vips_premultiply(image, &t[0], NULL) == 0
        && turn(t[0], &t[1], degrees, width, height, extend, background) == 0
        && vips_unpremultiply(t[1], &t[2], NULL) == 0 && vips_rint(t[2], &t[3], NULL) == 0;
    return done ? t[3] : NULL;
}

static imaging_status turned(VipsImage *image, bool needs_alpha, double degrees, int width, int height,
                             VipsExtend extend, imaging_colour colour, imaging_call *call,
                             imaging_image **result) {
    VipsImage *stages = vips_image_new();
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(stages), 6);
    double background[] = {colour.red, colour.green, colour.blue};
    VipsImage *last = NULL;
    if (image->Bands == 3 && needs_alpha) {
        if (vips_bandjoin_const1(image, &t[5], 255, NULL) == 0) image = t[5];
    }
    if (image->Bands == 4) {
        last = turn_transparent(t, image, degrees, width, height, extend, colour);
    } else if (!needs_alpha && turn(image, &t[1], degrees, width, height, extend, background) == 0) {
        last = t[1];
    }
    bool done = last != NULL && vips_cast(last, &t[4], VIPS_FORMAT_UCHAR, NULL) == 0;
    imaging_status status = done ? imaging_finish(t[4], call, IMAGING_FAILED, result)
                                 : imaging_refused(call, IMAGING_FAILED);
    g_object_unref(stages);
    return status;
}

imaging_status imaging_rotate(imaging_image *image, double degrees, imaging_colour background, imaging_call *call,
                              imaging_image **result) {
    *result = NULL;
    imaging_shape shape = imaging_shape_of(image);
    double sine = fabs(sin(degrees * M_PI / 180));
    double cosine = fabs(cos(degrees * M_PI / 180));
    int width = (int)ceil(shape.width * cosine + shape.height * sine);
    int height = (int)ceil(shape.width * sine + shape.height * cosine);
    return turned((VipsImage *)image, background.alpha < 255, degrees, width, height, VIPS_EXTEND_BACKGROUND,
                  background, call, result);
}

imaging_status imaging_straighten(imaging_image *image, double degrees, int32_t width, int32_t height,
                                  imaging_call *call, imaging_image **straight) {
    *straight = NULL;
    return turned((VipsImage *)image, false, degrees, width, height, VIPS_EXTEND_COPY, (imaging_colour){0, 0, 0, 0},
                  call, straight);
}
