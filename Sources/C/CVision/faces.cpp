#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

using namespace vision;

namespace {

constexpr double most_searched = 1'000'000;
constexpr double frontal_step = 1.1;
constexpr double profile_step = 1.15;
constexpr int least_side = 24;

// How many detections beside each other make a face; the profile's cascade is wrong more often.
constexpr int frontal_votes = 4;
constexpr int profile_votes = 6;

cv::CascadeClassifier loaded(const char *path) {
    cv::CascadeClassifier cascade;
    try {
        if (cascade.load(path) && !cascade.empty()) return cascade;
    } catch (const cv::Exception &) {
    }
    throw Unreadable();
}

void find(cv::CascadeClassifier &cascade, const cv::Mat &grey, double step, int votes, std::vector<cv::Rect> &found) {
    if (grey.cols < least_side || grey.rows < least_side) return;
    std::vector<cv::Rect> faces;
    cascade.detectMultiScale(grey, faces, step, votes, cv::CASCADE_SCALE_IMAGE, {least_side, least_side});
    found.insert(found.end(), faces.begin(), faces.end());
}

bool are_same(const cv::Rect &a, const cv::Rect &b) {
    const double common = (a & b).area();
    return common > 0.35 * std::min(a.area(), b.area());
}

// Earlier ones win: they come from the better cascade.
std::vector<cv::Rect> merged(const std::vector<cv::Rect> &found) {
    std::vector<cv::Rect> faces;
    for (const cv::Rect &face : found) {
        const bool is_known = std::any_of(faces.begin(), faces.end(), [&](const cv::Rect &other) { return are_same(face, other); });
        if (!is_known) faces.push_back(face);
    }
    return faces;
}

}  // namespace

vision_status vision_faces(vision_picture picture, const char *frontal, const char *profile, int32_t most,
                           vision_reins reins, vision_rect *faces, int32_t *count) {
    *count = 0;
    vision_result nothing;
    return guarded(reins, &nothing, [=](const Reins &own, vision_result *) {
        const cv::Mat source = picture_of(picture);
        cv::CascadeClassifier front = loaded(frontal), side = loaded(profile);
        const cv::Mat small = reduced(source, most_searched);
        cv::Mat grey, mirrored;
        cv::equalizeHist(luma_of(own, small), grey);
        cv::flip(grey, mirrored, 1);
        std::vector<cv::Rect> found, turned;
        find(front, grey, frontal_step, frontal_votes, found);
        own.check();
        find(side, grey, profile_step, profile_votes, found);
        own.check();
        find(side, mirrored, profile_step, profile_votes, turned);
        for (cv::Rect face : turned) {
            face.x = grey.cols - face.x - face.width;
            found.push_back(face);
        }
        std::vector<cv::Rect> all = merged(found);
        if (all.size() > size_t(most)) all.resize(size_t(most));
        std::sort(all.begin(), all.end(), [](const cv::Rect &a, const cv::Rect &b) {
            return a.x != b.x ? a.x < b.x : a.y < b.y;
        });
        const double scale = double(source.cols) / small.cols;
        for (const cv::Rect &face : all) {
            faces[(*count)++] = {int32_t(face.x * scale), int32_t(face.y * scale), int32_t(std::ceil(face.width * scale)),
                                 int32_t(std::ceil(face.height * scale))};
        }
    });
}

namespace {

// Of a face this many means are left, across and down: nobody is known by them.
constexpr int blocks_across = 6;
constexpr int blocks_down = 8;

// A detector's rectangle ends at the brows and the chin; forehead, ears and beard tell too.
constexpr float growth_across = 1.15f;
constexpr float growth_down = 1.4f;

// Premultiplied means of the blocks of a rectangle that may lie partly outside.
cv::Mat means_of(const cv::Mat &picture, cv::Rect2f area) {
    cv::Mat means(blocks_down, blocks_across, CV_32FC4, cv::Scalar::all(0));
    const int bands = picture.channels();
    for (int row = 0; row < blocks_down; row++) {
        for (int column = 0; column < blocks_across; column++) {
            const auto from = [](float start, float length, int place, int count) {
                return int(std::floor(start + length * float(place) / float(count)));
            };
            const int left = std::clamp(from(area.x, area.width, column, blocks_across), 0, picture.cols - 1);
            const int right = std::clamp(from(area.x, area.width, column + 1, blocks_across), left + 1, picture.cols);
            const int top = std::clamp(from(area.y, area.height, row, blocks_down), 0, picture.rows - 1);
            const int bottom = std::clamp(from(area.y, area.height, row + 1, blocks_down), top + 1, picture.rows);
            cv::Vec4d sum(0, 0, 0, 0);
            for (int y = top; y < bottom; y++) {
                const uint8_t *pixel = picture.ptr(y) + size_t(left) * size_t(bands);
                for (int x = left; x < right; x++, pixel += bands) {
                    const double alpha = bands == 4 ? pixel[3] / 255.0 : 1;
                    for (int band = 0; band < 3; band++) sum[band] += pixel[band] * alpha;
                    sum[3] += alpha;
                }
            }
            const double alpha = std::max(sum[3], 1e-6);
            means.at<cv::Vec4f>(row, column) = cv::Vec4f(float(sum[0] / alpha), float(sum[1] / alpha), float(sum[2] / alpha), 1);
        }
    }
    return means;
}

cv::Vec4f at(const cv::Mat &means, float across, float down, bool is_pixelated) {
    if (is_pixelated) {
        return means.at<cv::Vec4f>(std::clamp(int(down * blocks_down), 0, blocks_down - 1),
                                   std::clamp(int(across * blocks_across), 0, blocks_across - 1));
    }
    const float x = std::clamp(across * blocks_across - 0.5f, 0.0f, blocks_across - 1.001f);
    const float y = std::clamp(down * blocks_down - 0.5f, 0.0f, blocks_down - 1.001f);
    const int left = int(x), top = int(y);
    const float right = smoothstep(0, 1, x - float(left)), bottom = smoothstep(0, 1, y - float(top));
    const auto mean = [&](int row, int column) { return means.at<cv::Vec4f>(row, column); };
    return (mean(top, left) * (1 - right) + mean(top, left + 1) * right) * (1 - bottom)
        + (mean(top + 1, left) * (1 - right) + mean(top + 1, left + 1) * right) * bottom;
}

// Inside the ellipse nothing of the picture is left; the soft edge lies outside of it.
void hide(cv::Mat &picture, const vision_rect &rect, bool is_pixelated) {
    const float width = float(rect.width) * growth_across, height = float(rect.height) * growth_down;
    const cv::Rect2f area(float(rect.x) - (width - float(rect.width)) / 2, float(rect.y) - (height - float(rect.height)) / 2,
                          width, height);
    const cv::Mat means = means_of(picture, area);
    const float edge = is_pixelated ? 1.03f : 1.25f;
    const int bands = picture.channels();
    const int top = std::max(0, int(area.y - height * 0.2f)), bottom = std::min(picture.rows, int(area.y + height * 1.2f) + 1);
    const int left = std::max(0, int(area.x - width * 0.2f)), right = std::min(picture.cols, int(area.x + width * 1.2f) + 1);
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            const float across = (float(x) + 0.5f - area.x) / width, down = (float(y) + 0.5f - area.y) / height;
            const float away = std::sqrt((across - 0.5f) * (across - 0.5f) + (down - 0.5f) * (down - 0.5f)) * 2;
            const float share = 1 - smoothstep(1, edge, away);
            if (share <= 0) continue;
            const cv::Vec4f cover = at(means, across, down, is_pixelated);
            uint8_t *pixel = picture.ptr(y) + size_t(x) * size_t(bands);
            for (int band = 0; band < 3; band++) {
                pixel[band] = byte_of(float(pixel[band]) * (1 - share) + cover[band] * share);
            }
        }
    }
}

}  // namespace

vision_status vision_hide(vision_picture picture, const vision_rect *rects, int32_t count, bool is_pixelated,
                          vision_reins reins, vision_result *result) {
    return guarded(reins, result, [=](const Reins &own, vision_result *made) {
        const cv::Mat source = picture_of(picture);
        Output output(source.cols, source.rows, source.channels());
        source.copyTo(output.mat);
        for (int32_t i = 0; i < count; i++) {
            own.check();
            hide(output.mat, rects[i], is_pixelated);
        }
        output.hand_over(made);
    });
}
