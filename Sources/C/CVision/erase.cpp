#include "membrane.hpp"
#include "patches.hpp"
#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

using namespace vision;

namespace {

// What is searched for patches; larger pictures are reduced, and get their fine detail back afterwards.
constexpr double most_searched = 400'000;
constexpr double most_unknown = 90'000;

// Scratches and specks this deep (in pixels) are closed by what lies beside them.
constexpr double thin = 3.5;

// Coverage from here on is a hole.
constexpr uint8_t least_coverage = 4;

// The hole, and around it as much as it is wide, to copy from.
cv::Rect surroundings(const cv::Mat &hole) {
    const cv::Rect box = cv::boundingRect(hole);
    const int margin = std::max({96, box.width, box.height});
    const cv::Rect wide(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin);
    return wide & cv::Rect(0, 0, hole.cols, hole.rows);
}

cv::Mat rgb_of(const cv::Mat &picture) {
    if (picture.channels() == 3) return picture.clone();
    cv::Mat result;
    cv::cvtColor(picture, result, cv::COLOR_RGBA2RGB);
    return result;
}

cv::Mat transparent_part(const cv::Mat &picture) {
    if (picture.channels() == 3) return cv::Mat(picture.size(), CV_8UC1, cv::Scalar(0));
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    return alpha < 128;
}

// The known part, drawn out: for pictures with nothing to copy.
cv::Mat drawn_out(const cv::Mat &picture, const cv::Mat &hole) {
    cv::Mat colours, known, result;
    picture.convertTo(colours, CV_32FC3);
    cv::Mat(255 - hole).convertTo(known, CV_32F, 1 / 255.0);
    filled(colours, known).convertTo(result, CV_8U);
    return result;
}

// Gives what was filled on a small picture the detail of the places that it was copied from.
void restore(cv::Mat &picture, const cv::Mat &hole, const cv::Mat &small, const cv::Mat &sources, const Reins &reins) {
    cv::Mat smooth;
    cv::resize(small, smooth, picture.size(), 0, 0, cv::INTER_CUBIC);
    const float across = float(picture.cols) / float(small.cols), down = float(picture.rows) / float(small.rows);
    const cv::Mat original = picture.clone();
    for_rows(reins, picture.rows, [&](int from, int to) {
        for (int y = from; y < to; y++) {
            for (int x = 0; x < picture.cols; x++) {
                if (!hole.at<uint8_t>(y, x)) continue;
                const int column = std::min(int(float(x) / across), small.cols - 1), row = std::min(int(float(y) / down), small.rows - 1);
                const cv::Vec2i match = sources.at<cv::Vec2i>(row, column);
                const int u = std::clamp(x + int(std::lround(float(match[0] - column) * across)), 0, picture.cols - 1);
                const int v = std::clamp(y + int(std::lround(float(match[1] - row) * down)), 0, picture.rows - 1);
                const cv::Vec3b base = smooth.at<cv::Vec3b>(y, x), below = smooth.at<cv::Vec3b>(v, u);
                const bool is_known = !hole.at<uint8_t>(v, u);
                const cv::Vec3b copied = is_known ? original.at<cv::Vec3b>(v, u) : below;
                for (int band = 0; band < 3; band++) {
                    picture.at<cv::Vec3b>(y, x)[band] = byte_of(float(base[band]) + float(copied[band]) - float(below[band]));
                }
            }
        }
    });
}

// Seams up to this many steps (of 255) are none that a picture needs.
constexpr float strongest_seam = 14;

// Takes faint seams away between what was copied from different places: each pixel keeps its differences to the neighbours
// that it had where it came from.
cv::Mat without_seams(const cv::Mat &picture, const cv::Mat &hole, const cv::Mat &sources, const Reins &reins) {
    cv::Mat result = picture.clone();
    const cv::Rect all(0, 0, picture.cols, picture.rows);
    for (int band = 0; band < 3; band++) {
        Membrane membrane;
        membrane.inside = hole / 255;
        membrane.values = cv::Mat(hole.size(), CV_32FC1, cv::Scalar(0));
        membrane.push = cv::Mat(hole.size(), CV_32FC1, cv::Scalar(0));
        const auto sample = [&](cv::Point place) { return float(picture.at<cv::Vec3b>(place)[band]); };
        for_rows(reins, picture.rows, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                for (int x = 0; x < picture.cols; x++) {
                    const cv::Point here(x, y);
                    if (!hole.at<uint8_t>(here)) continue;
                    for (const cv::Point &step : {cv::Point(-1, 0), cv::Point(1, 0), cv::Point(0, -1), cv::Point(0, 1)}) {
                        const cv::Point there = here + step;
                        if (!all.contains(there)) continue;
                        // The mean of both ends' wishes, so that what one gains the other loses.
                        const float now = sample(here) - sample(there);
                        const cv::Point from_here(sources.at<cv::Vec2i>(here)), from_there(sources.at<cv::Vec2i>(there));
                        const cv::Point beside = from_here + step, before = from_there - step;
                        float wish = 0, count = 0;
                        if (all.contains(beside)) wish += sample(from_here) - sample(beside) - now, count++;
                        if (hole.at<uint8_t>(there) && all.contains(before)) wish += sample(before) - sample(from_there) - now, count++;
                        if (count == 0) continue;
                        wish /= count;
                        if (std::abs(wish) <= strongest_seam) membrane.push.at<float>(here) += wish;
                    }
                }
            }
        });
        membrane.solve(reins, 40);
        for (int y = 0; y < picture.rows; y++) {
            for (int x = 0; x < picture.cols; x++) {
                if (hole.at<uint8_t>(y, x)) result.at<cv::Vec3b>(y, x)[band] = byte_of(sample({x, y}) + membrane.values.at<float>(y, x));
            }
        }
    }
    return result;
}

void fill_by_patches(cv::Mat &picture, const cv::Mat &hole, const cv::Mat &forbidden, uint64_t seed, const Reins &reins) {
    const double unknown = cv::countNonZero(hole), pixels = double(hole.rows) * hole.cols;
    const cv::Size size = bounded(picture.size(), std::min(most_searched, most_unknown * pixels / unknown));
    const bool is_reduced = size != picture.size();
    cv::Mat small = picture, small_hole = hole, small_forbidden = forbidden;
    if (is_reduced) {
        // What is erased must not run into its surroundings on the way down.
        const cv::Mat without = [&] {
            cv::Mat known = picture.clone();
            known.setTo(cv::Scalar::all(0), hole);
            return known;
        }();
        cv::Mat sums, weights;
        cv::resize(without, sums, size, 0, 0, cv::INTER_AREA);
        cv::resize(cv::Mat(255 - hole), weights, size, 0, 0, cv::INTER_AREA);
        small = cv::Mat(size, CV_8UC3);
        for (int y = 0; y < size.height; y++) {
            for (int x = 0; x < size.width; x++) {
                const float weight = std::max(1.0f, float(weights.at<uint8_t>(y, x))) / 255;
                for (int band = 0; band < 3; band++) {
                    small.at<cv::Vec3b>(y, x)[band] = byte_of(float(sums.at<cv::Vec3b>(y, x)[band]) / weight);
                }
            }
        }
        small_hole = weights < 255;
        cv::resize(forbidden, small_forbidden, size, 0, 0, cv::INTER_AREA);
        small_forbidden = small_forbidden > 0;
    }
    Patches patches(small, small_hole, small_forbidden, seed);
    if (!patches.fill(reins)) {
        small = drawn_out(small, small_hole);
        if (is_reduced) cv::resize(small, small, picture.size(), 0, 0, cv::INTER_CUBIC);
        small.copyTo(picture, hole);
        return;
    }
    const cv::Mat sources = patches.sources();
    const cv::Mat whole = without_seams(patches.filled_picture(), small_hole, sources, reins);
    if (is_reduced) {
        restore(picture, hole, whole, sources, reins);
    } else {
        whole.copyTo(picture, hole);
    }
}

// The library keeps its front in a list whose time grows with the square of its length: a mask of specks would take hours, and
// could not be stopped. So pictures are cut into squares, each closed with so much of its surroundings.
constexpr int closed_square = 64;
constexpr int closed_margin = 12;

cv::Mat closed_thinly(const cv::Mat &picture, const cv::Mat &hole, const Reins &reins) {
    cv::Mat result = picture.clone();
    const int across = (picture.cols + closed_square - 1) / closed_square, down = (picture.rows + closed_square - 1) / closed_square;
    const cv::Rect all(0, 0, picture.cols, picture.rows);
    for_each(reins, across * down, [&](int i) {
        const cv::Rect square = cv::Rect(i % across * closed_square, i / across * closed_square, closed_square, closed_square) & all;
        if (cv::countNonZero(hole(square)) == 0) return;
        const cv::Rect wide = cv::Rect(square.x - closed_margin, square.y - closed_margin, square.width + 2 * closed_margin,
                                       square.height + 2 * closed_margin) & all;
        cv::Mat closed;
        cv::inpaint(picture(wide).clone(), hole(wide).clone(), closed, thin + 1, cv::INPAINT_TELEA);
        closed(square - wide.tl()).copyTo(result(square));
    });
    return result;
}

double depth_of(const cv::Mat &hole) {
    cv::Mat distances;
    cv::distanceTransform(hole, distances, cv::DIST_L2, 3);
    double most = 0;
    cv::minMaxLoc(distances, nullptr, &most);
    return most;
}

// Half covered is covered: a soft brush must not leave a ghost. Its outer half fades.
void blend(cv::Mat target, const cv::Mat &filling, const cv::Mat &parts) {
    const int bands = target.channels();
    for (int y = 0; y < target.rows; y++) {
        uint8_t *out = target.ptr(y);
        const uint8_t *in = filling.ptr(y), *part = parts.ptr(y);
        for (int x = 0; x < target.cols; x++, out += bands, in += 3) {
            const float share = smoothstep(0, 0.5f, part[x] / 255.0f);
            for (int band = 0; band < 3; band++) {
                out[band] = byte_of(float(out[band]) + (float(in[band]) - float(out[band])) * share);
            }
        }
    }
}

}  // namespace

vision_status vision_erase(vision_picture picture, vision_picture mask, uint64_t seed, vision_reins reins,
                           vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const cv::Mat parts = mask_of(mask, source.size());
        Output output(source.cols, source.rows, source.channels());
        source.copyTo(output.mat);
        const cv::Mat hole = parts >= least_coverage;
        if (cv::countNonZero(hole) == 0) return output.hand_over(made);
        const cv::Rect around = surroundings(hole);
        cv::Mat filling = rgb_of(source(around)), unknown = hole(around).clone();
        own.check();
        if (depth_of(unknown) <= thin) {
            filling = closed_thinly(filling, unknown, own);
        } else {
            fill_by_patches(filling, unknown, transparent_part(source(around)), seed, own);
        }
        blend(output.mat(around), filling, parts(around));
        output.hand_over(made);
    });
}
