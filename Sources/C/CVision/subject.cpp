#include "planes.hpp"
#include "saliency.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace vision;

namespace {

constexpr double most_guessed = 60'000;  // where the subject is
constexpr double most_cut = 500'000;     // where its edge is
constexpr int rounds = 5;
constexpr uint64_t seed = 20'221'031;  // of the library's random numbers

// What GrabCut is to begin with.
cv::Mat guess(const cv::Mat &small) {
    const cv::Mat salient = saliency_of(small);
    cv::Mat bytes;
    salient.convertTo(bytes, CV_8U, 255);
    const float threshold = float(cv::threshold(bytes, bytes, 0, 255, cv::THRESH_OTSU) / 255);
    cv::Mat marks(small.size(), CV_8UC1);
    for (int y = 0; y < marks.rows; y++) {
        for (int x = 0; x < marks.cols; x++) {
            const float value = salient.at<float>(y, x);
            marks.at<uint8_t>(y, x) = value > 0.85f    ? cv::GC_FGD
                : value > 0.8f * threshold             ? cv::GC_PR_FGD
                : value < 0.12f * threshold            ? cv::GC_BGD
                                                       : cv::GC_PR_BGD;
        }
    }
    return marks;
}

cv::Rect scaled(const vision_rect &rect, cv::Size from, cv::Size to) {
    const double across = double(to.width) / from.width, down = double(to.height) / from.height;
    const int left = std::clamp(int(std::floor(rect.x * across)), 0, to.width - 1);
    const int top = std::clamp(int(std::floor(rect.y * down)), 0, to.height - 1);
    const int right = std::clamp(int(std::ceil((double(rect.x) + rect.width) * across)), left + 1, to.width);
    const int bottom = std::clamp(int(std::ceil((double(rect.y) + rect.height) * down)), top + 1, to.height);
    return {left, top, right - left, bottom - top};
}

// Heads surely belong to the subject; hair and what stands below probably do.
void mark_person(cv::Mat &marks, const cv::Rect &face) {
    const cv::Point centre(face.x + face.width / 2, face.y + face.height / 2);
    cv::Mat probable(marks.size(), CV_8UC1, cv::Scalar(0));
    cv::ellipse(probable, {centre.x, centre.y - face.height / 8}, {face.width * 3 / 4, face.height}, 0, 0, 360, 255, cv::FILLED);
    const int top = face.y + face.height, width = face.width * 5 / 2;
    cv::rectangle(probable, {centre.x - width / 2, top, width, face.height * 5}, 255, cv::FILLED);
    marks.setTo(cv::GC_PR_FGD, probable & (marks != cv::GC_FGD));
    cv::ellipse(marks, centre, {face.width * 2 / 5, face.height / 2}, 0, 0, 360, cv::GC_FGD, cv::FILLED);
    // Neck and breast.
    cv::rectangle(marks, {centre.x - face.width * 3 / 10, centre.y, face.width * 3 / 5, face.height * 2}, cv::GC_FGD, cv::FILLED);
}

// A thin stroke must not get lost: it counts for all small pixels that it touches.
void mark_strokes(cv::Mat &marks, const cv::Mat &hints) {
    for (int y = 0; y < hints.rows; y++) {
        const uint8_t *row = hints.ptr(y);
        uint8_t *marked = marks.ptr(int(int64_t(y) * marks.rows / hints.rows));
        for (int x = 0; x < hints.cols; x++) {
            if (row[x] == 0) continue;
            marked[int64_t(x) * marks.cols / hints.cols] = row[x] == 2 ? cv::GC_FGD : cv::GC_BGD;
        }
    }
}

void mark_transparent(cv::Mat &marks, const cv::Mat &picture) {
    if (picture.channels() < 4) return;
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    cv::resize(alpha, alpha, marks.size(), 0, 0, cv::INTER_AREA);
    marks.setTo(cv::GC_BGD, alpha < 16);
}

bool has(const cv::Mat &marks, int first, int second) {
    cv::Mat found = (marks == first) | (marks == second);
    return cv::countNonZero(found) > 0;
}

// Drops specks, and fills holes inside of the subject that no brush asked for.
void tidy(cv::Mat &mask, const cv::Mat &fixed) {
    const int reach = std::max(1, std::max(mask.cols, mask.rows) / 150);
    cv::Mat closed;
    cv::morphologyEx(mask, closed, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
    closed.copyTo(mask, ~fixed);
    for (const bool is_subject : {true, false}) {
        cv::Mat labels, statistics, centres;
        const cv::Mat plane = is_subject ? mask : cv::Mat(255 - mask);
        const int count = cv::connectedComponentsWithStats(plane, labels, statistics, centres, is_subject ? 8 : 4);
        int largest = 0;
        for (int i = 1; i < count; i++) largest = std::max(largest, statistics.at<int>(i, cv::CC_STAT_AREA));
        const double least = is_subject ? 0.08 * largest : 0.05 * cv::countNonZero(mask);
        std::vector<uint8_t> keeps(size_t(count), 0);
        for (int i = 1; i < count; i++) {
            const int *box = statistics.ptr<int>(i);
            const bool is_at_edge = box[cv::CC_STAT_LEFT] == 0 || box[cv::CC_STAT_TOP] == 0
                || box[cv::CC_STAT_LEFT] + box[cv::CC_STAT_WIDTH] == mask.cols
                || box[cv::CC_STAT_TOP] + box[cv::CC_STAT_HEIGHT] == mask.rows;
            const double scarce = !is_subject && is_at_edge ? 0.1 * least : least;
            keeps[size_t(i)] = box[cv::CC_STAT_AREA] >= scarce;
        }
        for (int y = 0; y < mask.rows; y++) {
            for (int x = 0; x < mask.cols; x++) {
                const int label = labels.at<int>(y, x);
                if (label == 0 || keeps[size_t(label)] || fixed.at<uint8_t>(y, x)) continue;
                mask.at<uint8_t>(y, x) = is_subject ? 0 : 255;
            }
        }
    }
}

cv::Mat cut(const cv::Mat &small, cv::Mat &marks, int rounds, const Reins &reins) {
    if (has(marks, cv::GC_FGD, cv::GC_PR_FGD) && has(marks, cv::GC_BGD, cv::GC_PR_BGD)) {
        cv::Mat bgr, background, foreground;
        cv::cvtColor(small, bgr, cv::COLOR_RGB2BGR);
        for (int round = 0; round < rounds; round++) {
            reins.check();
            // The library draws its first clusters by these.
            cv::theRNG().state = seed;
            cv::grabCut(bgr, marks, {}, background, foreground, 1, round == 0 ? cv::GC_INIT_WITH_MASK : cv::GC_EVAL);
        }
    }
    return (marks == cv::GC_FGD) | (marks == cv::GC_PR_FGD);
}

// Keeps what was found on a smaller picture, save near its edge, where this one is to decide.
cv::Mat marks_from(const cv::Mat &found, cv::Size size) {
    cv::Mat wide, inner, outer, marks(size, CV_8UC1, cv::Scalar(cv::GC_BGD));
    cv::resize(found, wide, size, 0, 0, cv::INTER_LINEAR);
    wide = wide > 127;
    const int reach = std::max(2, 2 * std::max(size.width / found.cols, size.height / found.rows) + 1);
    const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1});
    cv::erode(wide, inner, disc);
    cv::dilate(wide, outer, disc);
    marks.setTo(cv::GC_PR_BGD, outer);
    marks.setTo(cv::GC_PR_FGD, wide);
    marks.setTo(cv::GC_FGD, inner);
    return marks;
}

// How far from the hard edge alpha may be soft, of the longer side.
constexpr double softness = 0.012;

// Follows hair at full size: a model of alpha by colour near the edge, and plain zeros and ones elsewhere.
void refine(const cv::Mat &small, const cv::Mat &mask, const cv::Mat &picture, const Reins &reins, Output &output) {
    const int reach = std::max(2, int(std::lround(std::max(small.cols, small.rows) * softness)));
    cv::Mat plane, band, sure;
    mask.convertTo(plane, CV_32F, 1 / 255.0);
    const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1});
    cv::Mat inner, outer;
    cv::erode(mask, inner, disc);
    cv::dilate(mask, outer, disc);
    // 1 surely inside, 0 surely outside, and between them how much the model counts.
    std::vector<cv::Mat> limits(2);
    inner.convertTo(limits[0], CV_32F, 1 / 255.0);
    outer.convertTo(limits[1], CV_32F, 1 / 255.0);
    for (cv::Mat &limit : limits) cv::GaussianBlur(limit, limit, {0, 0}, reach * 0.35);
    cv::Mat both;
    cv::merge(limits, both);
    const Enlarged model(guided_by_colour(small, plane, reach, 1e-4f), picture.size());
    const Enlarged bounds(both, picture.size());
    const int bands = picture.channels(), width = picture.cols;
    for_rows(reins, picture.rows, [&](int from, int to) {
        std::vector<float> weights(size_t(width) * 4), limit(size_t(width) * 2);
        for (int y = from; y < to; y++) {
            model.row(y, weights.data());
            bounds.row(y, limit.data());
            const uint8_t *pixel = picture.ptr(y);
            uint8_t *out = output.mat.ptr(y);
            for (int x = 0; x < width; x++, pixel += bands) {
                const float *w = &weights[size_t(x) * 4];
                const float explained = (w[0] * pixel[0] + w[1] * pixel[1] + w[2] * pixel[2]) / 255 + w[3];
                const float alpha = smoothstep(0.08f, 0.92f, explained);
                const float least = limit[size_t(x) * 2], most = limit[size_t(x) * 2 + 1];
                const float transparency = bands == 4 ? pixel[3] / 255.0f : 1;
                out[x] = byte_of(255 * transparency * std::min(std::max(alpha, least), most));
            }
        }
    });
}

}  // namespace

vision_status vision_subject(vision_picture picture, const vision_rect *within, const vision_rect *faces,
                             int32_t face_count, const vision_picture *hints, vision_reins reins,
                             vision_result *mask) {
    return guarded(reins, mask, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        const cv::Mat small = reduced(source, most_cut);
        cv::Mat tiny, marks, fixed;
        cv::resize(small, tiny, bounded(small.size(), most_guessed), 0, 0, cv::INTER_AREA);
        if (within != nullptr) {
            marks = cv::Mat(tiny.size(), CV_8UC1, cv::Scalar(cv::GC_BGD));
            marks(scaled(*within, source.size(), tiny.size())).setTo(cv::GC_PR_FGD);
        } else {
            marks = guess(tiny);
        }
        for (int32_t i = 0; i < face_count; i++) mark_person(marks, scaled(faces[i], source.size(), tiny.size()));
        // Twice, because the first one's marks are of another size.
        const auto mark = [&] {
            mark_transparent(marks, source);
            if (hints != nullptr) mark_strokes(marks, mask_of(*hints, source.size()));
            fixed = (marks == cv::GC_FGD) | (marks == cv::GC_BGD);
        };
        mark();
        cv::Mat hard = cut(tiny, marks, rounds, own);
        tidy(hard, fixed);
        marks = marks_from(hard, small.size());
        mark();
        hard = cut(small, marks, 1, own);
        Output output(source.cols, source.rows, 1);
        refine(small, hard, source, own, output);
        output.hand_over(made);
    });
}
