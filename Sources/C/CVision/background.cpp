#include "planes.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

using namespace vision;

namespace {

// What lies behind an edge is smooth; this size tells enough of it.
constexpr double most_measured = 1'000'000;

// The colours of one side of the mask, drawn out over the other.
cv::Mat side_of(const cv::Mat &small, const cv::Mat &mask, bool is_subject) {
    cv::Mat colours, weights(small.size(), CV_32FC1);
    small.convertTo(colours, CV_32F);
    for (int y = 0; y < small.rows; y++) {
        for (int x = 0; x < small.cols; x++) {
            const float alpha = mask.at<uint8_t>(y, x) / 255.0f;
            // Only what surely is of this side vouches for its colour.
            const float share = smoothstep(0.8f, 0.99f, is_subject ? alpha : 1 - alpha);
            weights.at<float>(y, x) = share;
        }
    }
    return filled(colours, weights);
}

struct Sides {
    cv::Mat subject, background;

    Sides(const cv::Mat &picture, const cv::Mat &mask) {
        const cv::Mat small = reduced(picture, most_measured);
        cv::Mat parts, wider;
        cv::resize(mask, parts, small.size(), 0, 0, cv::INTER_AREA);
        subject = side_of(small, parts, true);
        // A pixel more, because lenses mix neighbours.
        cv::dilate(parts, wider, cv::Mat());
        background = side_of(small, wider, false);
    }
};

// What a soft pixel of the subject would be without the background shining through.
float unmixed(float colour, float alpha, float subject, float background) {
    return std::clamp(colour + (1 - alpha) * (subject - background), 0.0f, 255.0f);
}

}  // namespace

vision_status vision_cut_out(vision_picture picture, vision_picture mask, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const cv::Mat parts = mask_of(mask, source.size());
        const Sides sides(source, parts);
        const Enlarged subject(sides.subject, source.size()), background(sides.background, source.size());
        const int bands = source.channels(), width = source.cols;
        Output output(width, source.rows, 4);
        for_rows(own, source.rows, [&](int from, int to) {
            std::vector<float> front(size_t(width) * 3), behind(size_t(width) * 3);
            for (int y = from; y < to; y++) {
                subject.row(y, front.data());
                background.row(y, behind.data());
                const uint8_t *in = source.ptr(y), *part = parts.ptr(y);
                uint8_t *out = output.mat.ptr(y);
                for (int x = 0; x < width; x++, in += bands, out += 4) {
                    const float alpha = part[x] / 255.0f;
                    const bool is_soft = part[x] > 0 && part[x] < 255;
                    for (int band = 0; band < 3; band++) {
                        const size_t place = size_t(x) * 3 + size_t(band);
                        out[band] = is_soft ? byte_of(unmixed(in[band], alpha, front[place], behind[place])) : in[band];
                    }
                    out[3] = byte_of(alpha * (bands == 4 ? in[3] : 255));
                }
            }
        });
        output.hand_over(made);
    });
}

namespace {

// The picture without its subject: the hole is filled from around. RGB.
cv::Mat plate_of(const cv::Mat &picture, const cv::Mat &parts, const cv::Mat &filling, const Reins &reins) {
    cv::Mat plate(picture.size(), CV_8UC3), wider;
    const int reach = std::max(1, int(scale_of(picture)));
    cv::dilate(parts, wider, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
    const Enlarged background(filling, picture.size());
    const int bands = picture.channels(), width = picture.cols;
    for_rows(reins, picture.rows, [&](int from, int to) {
        std::vector<float> behind(size_t(width) * 3);
        for (int y = from; y < to; y++) {
            background.row(y, behind.data());
            const uint8_t *in = picture.ptr(y), *part = wider.ptr(y);
            uint8_t *out = plate.ptr(y);
            for (int x = 0; x < width; x++, in += bands, out += 3) {
                // What is transparent has no colour of its own either.
                const float seen = (bands == 4 ? in[3] / 255.0f : 1) * (1 - smoothstep(0, 0.1f, part[x] / 255.0f));
                for (int band = 0; band < 3; band++) {
                    out[band] = byte_of(float(in[band]) * seen + behind[size_t(x) * 3 + size_t(band)] * (1 - seen));
                }
            }
        }
    });
    return plate;
}

}  // namespace

vision_status vision_blur_background(vision_picture picture, vision_picture mask, float sigma, vision_reins reins,
                                     vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const cv::Mat parts = mask_of(mask, source.size());
        const Sides sides(source, parts);
        cv::Mat plate = plate_of(source, parts, sides.background, own);
        own.check();
        plate = blurred(plate, sigma);
        const Enlarged subject(sides.subject, source.size()), background(sides.background, source.size());
        const int bands = source.channels(), width = source.cols;
        map_rows(own, source, made, [&](const uint8_t *in, uint8_t *out, int y) {
            std::vector<float> front(size_t(width) * 3), behind(size_t(width) * 3);
            subject.row(y, front.data());
            background.row(y, behind.data());
            const uint8_t *part = parts.ptr(y), *soft = plate.ptr(y);
            for (int x = 0; x < width; x++, in += bands, out += bands, soft += 3) {
                const float alpha = part[x] / 255.0f;
                for (int band = 0; band < 3; band++) {
                    const size_t place = size_t(x) * 3 + size_t(band);
                    const float own_colour = part[x] == 255 ? in[band] : unmixed(in[band], alpha, front[place], behind[place]);
                    out[band] = byte_of(own_colour * alpha + float(soft[band]) * (1 - alpha));
                }
                if (bands == 4) out[3] = in[3];
            }
        });
    });
}
