#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

using namespace vision;

vision_status vision_mask_of(vision_picture picture, vision_channel channel, vision_reins reins, vision_result *mask) {
    return guarded(reins, mask, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const int bands = source.channels();
        Output output(source.cols, source.rows, 1);
        for_rows(own, source.rows, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                const uint8_t *in = source.ptr(y);
                uint8_t *out = output.mat.ptr(y);
                for (int x = 0; x < source.cols; x++, in += bands) {
                    const float alpha = bands == 4 ? in[3] : 255;
                    out[x] = byte_of(channel == VISION_ALPHA ? alpha : luma(in) * alpha / 255);
                }
            }
        });
        output.hand_over(made);
    });
}

vision_status vision_mask_grow(vision_picture mask, float pixels, vision_reins reins, vision_result *grown) {
    return guarded(reins, grown, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = mask_of(mask, {mask.width, mask.height});
        const bool grows = pixels > 0;
        // Distances go to the nearest zero.
        cv::Mat zeros, distances;
        cv::threshold(source, zeros, 127, 255, grows ? cv::THRESH_BINARY_INV : cv::THRESH_BINARY);
        const bool has_zeros = cv::countNonZero(zeros) < int64_t(source.rows) * source.cols;
        if (has_zeros) cv::distanceTransform(zeros, distances, cv::DIST_L2, cv::DIST_MASK_PRECISE);
        Output output(source.cols, source.rows, 1);
        for_rows(own, source.rows, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                for (int x = 0; x < source.cols; x++) {
                    const uint8_t before = source.at<uint8_t>(y, x);
                    const float away = has_zeros ? distances.at<float>(y, x) : 1e9f;
                    const uint8_t after = byte_of(255 * std::min(1.0f, grows ? pixels - away + 1 : away + pixels));
                    output.mat.at<uint8_t>(y, x) = grows ? std::max(before, after) : std::min(before, after);
                }
            }
        });
        output.hand_over(made);
    });
}

vision_status vision_mask_feather(vision_picture mask, float sigma, vision_reins reins, vision_result *soft) {
    return guarded(reins, soft, [=](const Reins &own, vision_result *made) {
        const cv::Mat result = blurred(mask_of(mask, {mask.width, mask.height}), sigma);
        own.check();
        Output output(result.cols, result.rows, 1);
        result.copyTo(output.mat);
        output.hand_over(made);
    });
}

vision_status vision_mask_scale(vision_picture mask, int32_t width, int32_t height, vision_reins reins,
                                vision_result *scaled) {
    return guarded(reins, scaled, [=](const Reins &, vision_result *made) {
        demand(width > 0 && height > 0);
        const cv::Mat source = mask_of(mask, {mask.width, mask.height});
        Output output(width, height, 1);
        cv::resize(source, output.mat, output.mat.size(), 0, 0,
                   width < source.cols || height < source.rows ? cv::INTER_AREA : cv::INTER_LINEAR);
        output.hand_over(made);
    });
}

namespace {

struct Edge {
    double top, bottom, x, slope;

    double at(double y) const { return x + (y - top) * slope; }
};

std::vector<Edge> edges_of(const float *corners, size_t count) {
    std::vector<Edge> edges;
    for (size_t i = 0; i < count; i++) {
        const float *from = corners + 2 * i, *to = corners + 2 * ((i + 1) % count);
        if (from[1] == to[1]) continue;
        if (from[1] > to[1]) std::swap(from, to);
        edges.push_back({from[1], to[1], from[0], (double(to[0]) - from[0]) / (double(to[1]) - from[1])});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) { return a.top < b.top; });
    return edges;
}

// Adds what a stretch covers of each pixel of a row.
void cover(std::vector<float> &row, double from, double to, float weight) {
    from = std::clamp(from, 0.0, double(row.size()));
    to = std::clamp(to, 0.0, double(row.size()));
    if (to <= from) return;
    const size_t first = size_t(from), last = std::min(size_t(to), row.size() - 1);
    if (first == last) {
        row[first] += float(to - from) * weight;
        return;
    }
    row[first] += float(double(first) + 1 - from) * weight;
    for (size_t x = first + 1; x < last; x++) row[x] += weight;
    row[last] += float(to - double(last)) * weight;
}

// Lines that each row is cut into: their number divides 255.
constexpr int lines = 5;

}  // namespace

vision_status vision_mask_polygon(const float *corners, size_t count, int32_t width, int32_t height,
                                  vision_reins reins, vision_result *mask) {
    return guarded(reins, mask, [=](const Reins &own, vision_result *made) {
        demand(count >= 3 && width > 0 && height > 0);
        const std::vector<Edge> edges = edges_of(corners, count);
        std::vector<Edge> active;
        size_t next = 0;
        Output output(width, height, 1);
        for (int y = 0; y < height; y++) {
            own.check();
            std::vector<float> row(size_t(width), 0.0f);
            for (int line = 0; line < lines; line++) {
                const double middle = y + (line + 0.5) / lines;
                for (; next < edges.size() && edges[next].top <= middle; next++) active.push_back(edges[next]);
                active.erase(std::remove_if(active.begin(), active.end(), [&](const Edge &edge) { return edge.bottom <= middle; }),
                             active.end());
                std::vector<double> crossings;
                for (const Edge &edge : active) crossings.push_back(edge.at(middle));
                std::sort(crossings.begin(), crossings.end());
                for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
                    cover(row, crossings[i], crossings[i + 1], 255.0f / lines);
                }
            }
            for (int x = 0; x < width; x++) output.mat.at<uint8_t>(y, x) = byte_of(row[size_t(x)]);
        }
        output.hand_over(made);
    });
}

vision_status vision_merge(vision_picture changed, vision_picture original, vision_picture mask, vision_reins reins,
                           vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat after = picture_of(changed), before = picture_of(original);
        demand(after.size() == before.size());
        const cv::Mat parts = mask_of(mask, after.size());
        const int more = after.channels(), less = before.channels(), bands = std::max(more, less);
        Output output(after.cols, after.rows, bands);
        for_rows(own, after.rows, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                const uint8_t *a = after.ptr(y), *b = before.ptr(y);
                uint8_t *out = output.mat.ptr(y);
                for (int x = 0; x < after.cols; x++, a += more, b += less, out += bands) {
                    const float share = parts.at<uint8_t>(y, x) / 255.0f;
                    const float over = (more == 4 ? a[3] : 255) * share;
                    const float under = (less == 4 ? b[3] : 255) * (1 - share);
                    const float whole = over + under;
                    for (int band = 0; band < 3; band++) {
                        // Where nothing is seen, the colour below stays.
                        out[band] = whole > 0 ? byte_of((float(a[band]) * over + float(b[band]) * under) / whole) : b[band];
                    }
                    if (bands == 4) out[3] = byte_of(whole);
                }
            }
        });
        output.hand_over(made);
    });
}
