#include "patches.hpp"
#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vision {

namespace {

constexpr int radius = 3;
constexpr int side = 2 * radius + 1;
constexpr int most_scales = 8;

// A hole this deep (in pixels) is filled from its edge at once.
constexpr double shallow = 4;
// Fewer patches than that fit nowhere, and are copied all the same.
constexpr size_t least_choices = 600;
constexpr int least_side = 8 * side;

// The sum of squared differences of two patches; stops where it is no longer better.
int distance(const cv::Mat &picture, cv::Point a, cv::Point b, int limit) {
    int sum = 0;
    for (int y = -radius; y <= radius && sum < limit; y++) {
        const uint8_t *one = picture.ptr(a.y + y) + (a.x - radius) * 3;
        const uint8_t *other = picture.ptr(b.y + y) + (b.x - radius) * 3;
        int line = 0;
        for (int i = 0; i < side * 3; i++) {
            const int difference = int(one[i]) - int(other[i]);
            line += difference * difference;
        }
        sum += line;
    }
    return sum;
}

void halve(const cv::Mat &picture, const cv::Mat &hole, const cv::Mat &forbidden, cv::Mat &small, cv::Mat &small_hole,
           cv::Mat &small_forbidden) {
    const cv::Size size((picture.cols + 1) / 2, (picture.rows + 1) / 2);
    cv::Mat colours, known, sums, weights;
    picture.convertTo(colours, CV_32FC3);
    colours.setTo(cv::Scalar::all(0), hole);
    cv::Mat(255 - hole).convertTo(known, CV_32F, 1 / 255.0);
    cv::resize(colours, sums, size, 0, 0, cv::INTER_AREA);
    cv::resize(known, weights, size, 0, 0, cv::INTER_AREA);
    small.create(size, CV_8UC3);
    for (int y = 0; y < size.height; y++) {
        for (int x = 0; x < size.width; x++) {
            const float weight = std::max(weights.at<float>(y, x), 1e-3f);
            const cv::Vec3f sum = sums.at<cv::Vec3f>(y, x);
            small.at<cv::Vec3b>(y, x) = {byte_of(sum[0] / weight), byte_of(sum[1] / weight), byte_of(sum[2] / weight)};
        }
    }
    small_hole = weights < 0.6f;
    cv::resize(forbidden, small_forbidden, size, 0, 0, cv::INTER_AREA);
    small_forbidden = small_forbidden > 0;
}

double depth_of(const cv::Mat &hole) {
    cv::Mat distances;
    cv::distanceTransform(hole, distances, cv::DIST_L2, 3);
    double most = 0;
    cv::minMaxLoc(distances, nullptr, &most);
    return most;
}

}  // namespace

Patches::Scale Patches::scale_of(const cv::Mat &picture, const cv::Mat &hole, const cv::Mat &forbidden) const {
    Scale scale;
    cv::copyMakeBorder(picture, scale.picture, radius, radius, radius, radius, cv::BORDER_REPLICATE);
    cv::copyMakeBorder(hole, scale.hole, radius, radius, radius, radius, cv::BORDER_REPLICATE);
    cv::Mat banned, touched, distances;
    cv::Mat(hole | forbidden).copyTo(banned);
    cv::copyMakeBorder(banned, banned, radius, radius, radius, radius, cv::BORDER_CONSTANT, cv::Scalar(255));
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {side, side});
    cv::dilate(banned, banned, square);
    scale.allowed = 255 - banned;
    cv::dilate(scale.hole, touched, square);
    cv::distanceTransform(scale.hole, distances, cv::DIST_L2, 3);
    scale.trust = cv::Mat(scale.hole.size(), CV_32FC1);
    scale.matches = cv::Mat(scale.hole.size(), CV_32SC2, cv::Scalar::all(0));
    scale.costs = cv::Mat(scale.hole.size(), CV_32SC1, cv::Scalar(INT32_MAX));
    for (int y = radius; y < scale.hole.rows - radius; y++) {
        for (int x = radius; x < scale.hole.cols - radius; x++) {
            scale.trust.at<float>(y, x) = std::pow(1.3f, -std::min(40.0f, distances.at<float>(y, x)));
            if (touched.at<uint8_t>(y, x)) scale.targets.emplace_back(x, y);
            if (scale.allowed.at<uint8_t>(y, x)) scale.choices.emplace_back(x, y);
        }
    }
    for (int y = 0; y < scale.hole.rows; y++) {
        for (int x = 0; x < scale.hole.cols; x++) {
            if (scale.hole.at<uint8_t>(y, x)) scale.unknown.emplace_back(x, y);
        }
    }
    return scale;
}

Patches::Patches(const cv::Mat &picture, const cv::Mat &hole, const cv::Mat &forbidden, uint64_t seed) : seed_(seed) {
    cv::Mat image = picture, unknown = hole, banned = forbidden;
    scales_.push_back(scale_of(image, unknown, banned));
    while (int(scales_.size()) < most_scales && std::min(image.cols, image.rows) / 2 >= least_side && depth_of(unknown) > shallow) {
        cv::Mat small, small_hole, small_banned;
        halve(image, unknown, banned, small, small_hole, small_banned);
        Scale next = scale_of(small, small_hole, small_banned);
        if (next.choices.size() < least_choices) break;
        scales_.push_back(std::move(next));
        image = small;
        unknown = small_hole;
        banned = small_banned;
    }
}

// The coarsest begins smooth and anywhere; others begin where the coarser one ended.
void Patches::begin(Scale &scale, const Scale *coarser) const {
    if (coarser == nullptr) {
        cv::Mat colours, known;
        scale.picture.convertTo(colours, CV_32FC3);
        cv::Mat(255 - scale.hole).convertTo(known, CV_32F, 1 / 255.0);
        cv::Mat smooth;
        filled(colours, known).convertTo(smooth, CV_8U);
        smooth.copyTo(scale.picture, scale.hole);
    }
    for (const cv::Point &target : scale.targets) {
        cv::Point match(-1, -1);
        if (coarser != nullptr) {
            const cv::Point above(std::min((target.x - radius) / 2 + radius, coarser->hole.cols - radius - 1),
                                  std::min((target.y - radius) / 2 + radius, coarser->hole.rows - radius - 1));
            const cv::Vec2i from = coarser->matches.at<cv::Vec2i>(above);
            if (coarser->costs.at<int>(above) < INT32_MAX) {
                match = {target.x + 2 * (from[0] - above.x), target.y + 2 * (from[1] - above.y)};
            }
        }
        const bool is_good = match.x >= radius && match.y >= radius && match.x < scale.hole.cols - radius
            && match.y < scale.hole.rows - radius && scale.allowed.at<uint8_t>(match);
        if (!is_good) {
            const float place = hashed(seed_, target.x, target.y) * float(scale.choices.size());
            match = scale.choices[std::min(size_t(place), scale.choices.size() - 1)];
        }
        scale.matches.at<cv::Vec2i>(target) = {match.x, match.y};
        scale.costs.at<int>(target) = INT32_MAX - 1;
    }
    if (coarser != nullptr) {
        // Its colours, copied at this scale's sharpness.
        vote(scale, false, Reins({[](void *) { return false; }, nullptr}));
    }
}

void Patches::search(Scale &scale, int round, const Reins &reins) const {
    const cv::Mat before = scale.matches.clone();
    const int step = 1 << (3 - round % 4);
    const int widest = std::max(scale.hole.cols, scale.hole.rows);
    const int chunk = 256;
    const int chunks = (int(scale.targets.size()) + chunk - 1) / chunk;
    const auto improve = [&](const cv::Point &target) {
        cv::Vec2i best = before.at<cv::Vec2i>(target);
        int cost = distance(scale.picture, target, {best[0], best[1]}, INT32_MAX);
        const auto attempt = [&](int x, int y) {
            if (x < radius || y < radius || x >= scale.hole.cols - radius || y >= scale.hole.rows - radius) return;
            if (!scale.allowed.at<uint8_t>(y, x)) return;
            const int found = distance(scale.picture, target, {x, y}, cost);
            if (found < cost) {
                cost = found;
                best = {x, y};
            }
        };
        const int moves[4][2] = {{-step, 0}, {step, 0}, {0, -step}, {0, step}};
        for (const auto &[across, down] : moves) {
            const cv::Point neighbour(target.x + across, target.y + down);
            if (neighbour.x < radius || neighbour.y < radius || neighbour.x >= scale.hole.cols - radius
                || neighbour.y >= scale.hole.rows - radius || scale.costs.at<int>(neighbour) == INT32_MAX) {
                continue;
            }
            const cv::Vec2i match = before.at<cv::Vec2i>(neighbour);
            attempt(match[0] - across, match[1] - down);
        }
        int draw = 0;
        for (int reach = widest; reach > 1; reach /= 2, draw += 2) {
            const uint64_t key = seed_ * 31 + uint64_t(round) * 64 + uint64_t(draw);
            const float across = 2 * hashed(key, target.x, target.y) - 1, down = 2 * hashed(key + 1, target.x, target.y) - 1;
            attempt(best[0] + int(across * float(reach)), best[1] + int(down * float(reach)));
        }
        scale.matches.at<cv::Vec2i>(target) = best;
        return cost;
    };
    std::vector<int> costs(scale.targets.size());
    for_rows(reins, chunks, [&](int from, int to) {
        for (int i = from * chunk; i < std::min(to * chunk, int(scale.targets.size())); i++) costs[size_t(i)] = improve(scale.targets[size_t(i)]);
    });
    for (size_t i = 0; i < costs.size(); i++) scale.costs.at<int>(scale.targets[i]) = costs[i];
}

void Patches::vote(Scale &scale, bool is_last, const Reins &reins) const {
    std::vector<int> costs;
    for (const cv::Point &target : scale.targets) costs.push_back(scale.costs.at<int>(target));
    if (costs.empty()) return;
    const auto middle = costs.begin() + std::ptrdiff_t(costs.size()) * (is_last ? 1 : 3) / 4;
    std::nth_element(costs.begin(), middle, costs.end());
    const float scale_of_costs = -0.7f / std::max(1.0f, float(*middle));
    cv::Mat next = scale.picture.clone();
    const int chunk = 256, chunks = (int(scale.unknown.size()) + chunk - 1) / chunk;
    for_rows(reins, chunks, [&](int from, int to) {
        for (int i = from * chunk; i < std::min(to * chunk, int(scale.unknown.size())); i++) {
            const cv::Point &pixel = scale.unknown[size_t(i)];
            float sums[3] = {0, 0, 0}, total = 0;
            for (int down = -radius; down <= radius; down++) {
                for (int across = -radius; across <= radius; across++) {
                    const cv::Point target(pixel.x - across, pixel.y - down);
                    if (target.x < radius || target.y < radius || target.x >= scale.hole.cols - radius || target.y >= scale.hole.rows - radius) continue;
                    const cv::Vec2i match = scale.matches.at<cv::Vec2i>(target);
                    const float weight = scale.trust.at<float>(target) * std::exp(scale_of_costs * float(scale.costs.at<int>(target))) + 1e-20f;
                    const uint8_t *source = scale.picture.ptr(match[1] + down) + (match[0] + across) * 3;
                    for (int band = 0; band < 3; band++) sums[band] += weight * source[band];
                    total += weight;
                }
            }
            uint8_t *out = next.ptr(pixel.y) + pixel.x * 3;
            for (int band = 0; total > 0 && band < 3; band++) out[band] = byte_of(sums[band] / total);
        }
    });
    scale.picture = next;
}

bool Patches::fill(const Reins &reins) {
    if (scales_.front().choices.empty()) return false;
    for (size_t level = scales_.size(); level-- > 0;) {
        Scale &scale = scales_[level];
        begin(scale, level + 1 < scales_.size() ? &scales_[level + 1] : nullptr);
        const int rounds = level + 1 == scales_.size() ? 24 : level >= 2 ? 8 : level == 1 ? 5 : 3;
        for (int round = 0; round < rounds; round++) {
            reins.check();
            // The first matches are drawn by lot: they must not paint before they fit.
            const int passes = round == 0 && level + 1 == scales_.size() ? 32 : 4;
            for (int pass = 0; pass < passes; pass++) search(scale, round * 4 + pass + (round > 0 ? 32 : 0), reins);
            vote(scale, round + 1 == rounds, reins);
        }
    }
    return true;
}

cv::Mat Patches::filled_picture() const {
    const Scale &finest = scales_.front();
    return finest.picture(cv::Rect(radius, radius, finest.picture.cols - 2 * radius, finest.picture.rows - 2 * radius));
}

cv::Mat Patches::sources() const {
    const Scale &finest = scales_.front();
    const cv::Size size(finest.picture.cols - 2 * radius, finest.picture.rows - 2 * radius);
    cv::Mat result(size, CV_32SC2);
    for (int y = 0; y < size.height; y++) {
        for (int x = 0; x < size.width; x++) {
            const cv::Point place(x + radius, y + radius);
            const cv::Vec2i match = finest.matches.at<cv::Vec2i>(place);
            result.at<cv::Vec2i>(y, x) =
                finest.hole.at<uint8_t>(place) ? cv::Vec2i(match[0] - radius, match[1] - radius) : cv::Vec2i(x, y);
        }
    }
    return result;
}

}  // namespace vision
