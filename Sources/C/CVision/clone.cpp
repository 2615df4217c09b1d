#include "membrane.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace vision;

namespace {

// The part of the base that the patch lies over, and the same part of the patch.
struct Overlap {
    cv::Rect base, patch;

    Overlap(cv::Size base_size, cv::Size patch_size, int x, int y) {
        const int64_t left = std::max(0, x), top = std::max(0, y);
        const int64_t right = std::min<int64_t>(base_size.width, int64_t(x) + patch_size.width);
        const int64_t bottom = std::min<int64_t>(base_size.height, int64_t(y) + patch_size.height);
        if (right <= left || bottom <= top) return;
        base = {int(left), int(top), int(right - left), int(bottom - top)};
        patch = {int(left - x), int(top - y), base.width, base.height};
    }
};

// Where the membrane is free. The patch's own edge is fixed, so that it meets the base, save where the base ends there.
cv::Mat inside_of(const cv::Mat &mask, const Overlap &overlap, cv::Size base, cv::Size patch) {
    cv::Mat inside;
    cv::threshold(mask(overlap.patch), inside, 127, 1, cv::THRESH_BINARY);
    const cv::Rect &at = overlap.patch, &on = overlap.base;
    if (at.x == 0 && on.x > 0) inside.col(0).setTo(0);
    if (at.y == 0 && on.y > 0) inside.row(0).setTo(0);
    if (at.x + at.width == patch.width && on.x + on.width < base.width) inside.col(inside.cols - 1).setTo(0);
    if (at.y + at.height == patch.height && on.y + on.height < base.height) inside.row(inside.rows - 1).setTo(0);
    // Something must hold it.
    if (cv::countNonZero(inside) == int(inside.total())) inside.row(0).setTo(0);
    return inside;
}

// How much stronger details of the base pull away from the patch's.
float pull(float patch, float patch_neighbour, float base, float base_neighbour) {
    const float own = patch - patch_neighbour, below = base - base_neighbour;
    return std::abs(below) > std::abs(own) ? below - own : 0;
}

// Fixed around the hole, where it is the difference between the two.
Membrane membrane_of(const cv::Mat &patch, const cv::Mat &base, const cv::Mat &inside, int band, bool is_mixed, const Reins &reins) {
    Membrane membrane;
    membrane.inside = inside;
    membrane.values = cv::Mat(inside.size(), CV_32FC1);
    if (is_mixed) membrane.push = cv::Mat(inside.size(), CV_32FC1);
    const int width = inside.cols, height = inside.rows, patch_bands = patch.channels(), base_bands = base.channels();
    for_rows(reins, height, [&](int from, int to) {
        for (int y = from; y < to; y++) {
            for (int x = 0; x < width; x++) {
                const auto own = [&](int row, int column) { return float(patch.ptr(row)[column * patch_bands + band]); };
                const auto below = [&](int row, int column) { return float(base.ptr(row)[column * base_bands + band]); };
                membrane.values.at<float>(y, x) = inside.at<uint8_t>(y, x) ? 0 : below(y, x) - own(y, x);
                if (!is_mixed) continue;
                float sum = 0;
                const int neighbours[4][2] = {{y, x - 1}, {y, x + 1}, {y - 1, x}, {y + 1, x}};
                for (const auto &[row, column] : neighbours) {
                    if (row < 0 || row >= height || column < 0 || column >= width) continue;
                    sum += pull(own(y, x), own(row, column), below(y, x), below(row, column));
                }
                membrane.push.at<float>(y, x) = sum;
            }
        }
    });
    return membrane;
}

}  // namespace

vision_status vision_clone(vision_picture patch, vision_picture mask, vision_picture base, int32_t x, int32_t y,
                           bool is_mixed, vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(patch), target = picture_of(base);
        const cv::Mat parts = mask_of(mask, source.size());
        Output output(target.cols, target.rows, target.channels());
        target.copyTo(output.mat);
        const Overlap overlap(target.size(), source.size(), x, y);
        if (overlap.base.empty()) return output.hand_over(made);
        const cv::Mat inside = inside_of(parts, overlap, target.size(), source.size());
        const cv::Mat above = source(overlap.patch), below = target(overlap.base);
        cv::Mat painted = output.mat(overlap.base);
        const int bands = painted.channels(), patch_bands = above.channels();
        for (int band = 0; band < 3; band++) {
            Membrane membrane = membrane_of(above, below, inside, band, is_mixed, own);
            membrane.solve(own, 24);
            for (int row = 0; row < painted.rows; row++) {
                for (int column = 0; column < painted.cols; column++) {
                    if (!inside.at<uint8_t>(row, column)) continue;
                    painted.ptr(row)[column * bands + band] =
                        byte_of(float(above.ptr(row)[column * patch_bands + band]) + membrane.values.at<float>(row, column));
                }
            }
        }
        output.hand_over(made);
    });
}
