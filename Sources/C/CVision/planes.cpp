#include "planes.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vision {

namespace {

// Wider bells run on a plane shrunk until this is left of them.
constexpr double most_sigma = 6;

cv::Mat mean(const cv::Mat &plane, int radius) {
    cv::Mat result;
    cv::boxFilter(plane, result, CV_32F, {2 * radius + 1, 2 * radius + 1}, {-1, -1}, true, cv::BORDER_REFLECT);
    return result;
}

}  // namespace

cv::Mat luma_of(const Reins &reins, const cv::Mat &picture) {
    cv::Mat plane(picture.size(), CV_8UC1);
    const int bands = picture.channels();
    for_rows(reins, picture.rows, [&](int from, int to) {
        for (int y = from; y < to; y++) {
            const uint8_t *in = picture.ptr(y);
            uint8_t *out = plane.ptr(y);
            for (int x = 0; x < picture.cols; x++, in += bands) out[x] = uint8_t(luma(in) + 0.5f);
        }
    });
    return plane;
}

cv::Mat reduced(const cv::Mat &picture, double most_pixels) {
    const cv::Size size = bounded(picture.size(), most_pixels);
    cv::Mat small;
    cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
    if (small.channels() == 3) return small;
    cv::Mat colours(size, CV_32FC3), weights(size, CV_32FC1), bytes;
    for (int y = 0; y < size.height; y++) {
        for (int x = 0; x < size.width; x++) {
            const cv::Vec4b pixel = small.at<cv::Vec4b>(y, x);
            colours.at<cv::Vec3f>(y, x) = {float(pixel[0]), float(pixel[1]), float(pixel[2])};
            weights.at<float>(y, x) = pixel[3] / 255.0f;
        }
    }
    filled(colours, weights).convertTo(bytes, CV_8U);
    return bytes;
}

cv::Mat blurred(const cv::Mat &plane, double sigma) {
    const double shrink = std::max(1.0, std::floor(sigma / most_sigma));
    cv::Mat result;
    if (shrink <= 1) {
        cv::GaussianBlur(plane, result, {0, 0}, sigma, sigma, cv::BORDER_REPLICATE);
        return result;
    }
    const cv::Size size(std::max(1, int(std::ceil(plane.cols / shrink))), std::max(1, int(std::ceil(plane.rows / shrink))));
    cv::Mat small;
    cv::resize(plane, small, size, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(small, small, {0, 0}, sigma / shrink, sigma / shrink, cv::BORDER_REPLICATE);
    cv::resize(small, result, plane.size(), 0, 0, cv::INTER_LINEAR);
    return result;
}

Enlarged::Enlarged(const cv::Mat &small, cv::Size size)
    : small_(small), size_(size), columns_(size_t(size.width)), shares_(size_t(size.width)) {
    for (int x = 0; x < size.width; x++) {
        const float place = std::clamp((float(x) + 0.5f) * float(small.cols) / float(size.width) - 0.5f, 0.0f,
                                       float(small.cols - 1));
        columns_[size_t(x)] = std::min(int(place), std::max(0, small.cols - 2));
        shares_[size_t(x)] = place - float(columns_[size_t(x)]);
    }
}

void Enlarged::row(int y, float *values) const {
    const int channels = small_.channels();
    const float place = std::clamp((float(y) + 0.5f) * float(small_.rows) / float(size_.height) - 0.5f, 0.0f,
                                   float(small_.rows - 1));
    const int top = std::min(int(place), std::max(0, small_.rows - 2));
    const float down = place - float(top);
    const float *upper = small_.ptr<float>(top), *lower = small_.ptr<float>(std::min(top + 1, small_.rows - 1));
    const int step = small_.cols > 1 ? channels : 0;
    for (int x = 0; x < size_.width; x++) {
        const int column = columns_[size_t(x)] * channels;
        const float right = shares_[size_t(x)];
        for (int c = 0; c < channels; c++, values++) {
            const int left = column + c;
            const float above = upper[left] + (upper[left + step] - upper[left]) * right;
            const float below = lower[left] + (lower[left + step] - lower[left]) * right;
            *values = above + (below - above) * down;
        }
    }
}

cv::Mat guided_by_light(const cv::Mat &light, const cv::Mat &plane, int radius, float epsilon) {
    const cv::Mat light_mean = mean(light, radius), plane_mean = mean(plane, radius);
    const cv::Mat covariance = mean(light.mul(plane), radius) - light_mean.mul(plane_mean);
    const cv::Mat variance = mean(light.mul(light), radius) - light_mean.mul(light_mean);
    const cv::Mat weight = covariance / (variance + epsilon);
    const cv::Mat summand = plane_mean - weight.mul(light_mean);
    cv::Mat both;
    cv::merge(std::vector<cv::Mat>{mean(weight, radius), mean(summand, radius)}, both);
    return both;
}

cv::Mat guided_by_colour(const cv::Mat &picture, const cv::Mat &plane, int radius, float epsilon) {
    cv::Mat scaled;
    picture.convertTo(scaled, CV_32F, 1 / 255.0);
    std::vector<cv::Mat> bands, means(3), both_means(3), products;
    cv::split(scaled, bands);
    const cv::Mat plane_mean = mean(plane, radius);
    for (size_t i = 0; i < 3; i++) {
        means[i] = mean(bands[i], radius);
        both_means[i] = mean(bands[i].mul(plane), radius) - means[i].mul(plane_mean);
        for (size_t j = i; j < 3; j++) products.push_back(mean(bands[i].mul(bands[j]), radius));
    }
    for (size_t i = 0, place = 0; i < 3; i++) {
        for (size_t j = i; j < 3; j++, place++) products[place] -= means[i].mul(means[j]);
    }
    cv::Mat model(picture.size(), CV_32FC4);
    for (int y = 0; y < model.rows; y++) {
        for (int x = 0; x < model.cols; x++) {
            const auto at = [&](const cv::Mat &mat) { return mat.at<float>(y, x); };
            const float rg = at(products[1]), rb = at(products[2]), gb = at(products[4]);
            const cv::Matx33f covariance(at(products[0]) + epsilon, rg, rb, rg, at(products[3]) + epsilon, gb, rb, gb,
                                         at(products[5]) + epsilon);
            const cv::Vec3f both(at(both_means[0]), at(both_means[1]), at(both_means[2]));
            const cv::Vec3f weight = covariance.inv() * both;
            const float summand = at(plane_mean) - weight[0] * at(means[0]) - weight[1] * at(means[1]) - weight[2] * at(means[2]);
            model.at<cv::Vec4f>(y, x) = {weight[0], weight[1], weight[2], summand};
        }
    }
    return mean(model, radius);
}

namespace {

void push(std::vector<cv::Mat> &colours, std::vector<cv::Mat> &weights) {
    while (std::max(colours.back().cols, colours.back().rows) > 1) {
        const cv::Size size((colours.back().cols + 1) / 2, (colours.back().rows + 1) / 2);
        cv::Mat colour, weight;
        cv::resize(colours.back(), colour, size, 0, 0, cv::INTER_AREA);
        cv::resize(weights.back(), weight, size, 0, 0, cv::INTER_AREA);
        colours.push_back(colour);
        weights.push_back(weight);
    }
}

}  // namespace

cv::Mat filled(const cv::Mat &colours, const cv::Mat &weights) {
    cv::Mat weighted(colours.size(), CV_32FC3);
    for (int y = 0; y < colours.rows; y++) {
        for (int x = 0; x < colours.cols; x++) {
            weighted.at<cv::Vec3f>(y, x) = colours.at<cv::Vec3f>(y, x) * weights.at<float>(y, x);
        }
    }
    std::vector<cv::Mat> sums{weighted}, totals{weights};
    push(sums, totals);
    cv::Mat result;
    for (size_t level = sums.size(); level-- > 0;) {
        const cv::Mat &sum = sums[level], &total = totals[level];
        cv::Mat coarse;
        if (!result.empty()) cv::resize(result, coarse, sum.size(), 0, 0, cv::INTER_LINEAR);
        cv::Mat here(sum.size(), CV_32FC3);
        for (int y = 0; y < sum.rows; y++) {
            for (int x = 0; x < sum.cols; x++) {
                const float known = total.at<float>(y, x);
                const cv::Vec3f mean = known > 1e-6f ? sum.at<cv::Vec3f>(y, x) / known : cv::Vec3f(0, 0, 0);
                // What little is known here does not vouch for its colour alone.
                const float trust = std::min(1.0f, known * (level == 0 ? 1.0f : 4.0f));
                here.at<cv::Vec3f>(y, x) =
                    coarse.empty() ? mean : mean * trust + coarse.at<cv::Vec3f>(y, x) * (1 - trust);
            }
        }
        result = here;
    }
    return result;
}

}  // namespace vision
