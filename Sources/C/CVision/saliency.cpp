#include "saliency.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vision {

namespace {

// The least difference between the highest and the lowest value on any way to the edge.
struct Barrier {
    const cv::Mat &plane;
    cv::Mat cost, high, low;

    explicit Barrier(const cv::Mat &values) : plane(values), cost(values.size(), CV_32FC1, 1e9f), high(values.clone()), low(values.clone()) {
        // The lower edge is left out: people stand on it.
        cost.row(0).setTo(0);
        cost.col(0).setTo(0);
        cost.col(cost.cols - 1).setTo(0);
    }

    void reach(int y, int x, int from_y, int from_x) {
        const float value = plane.at<float>(y, x);
        const float most = std::max(high.at<float>(from_y, from_x), value);
        const float least = std::min(low.at<float>(from_y, from_x), value);
        if (cost.at<float>(from_y, from_x) >= 1e9f || most - least >= cost.at<float>(y, x)) return;
        cost.at<float>(y, x) = most - least;
        high.at<float>(y, x) = most;
        low.at<float>(y, x) = least;
    }

    void forth() {
        for (int y = 1; y < plane.rows; y++) {
            for (int x = 1; x < plane.cols - 1; x++) {
                reach(y, x, y - 1, x);
                reach(y, x, y, x - 1);
            }
        }
    }

    void back() {
        for (int y = plane.rows - 1; y > 0; y--) {
            for (int x = plane.cols - 2; x > 0; x--) {
                if (y + 1 < plane.rows) reach(y, x, y + 1, x);
                reach(y, x, y, x + 1);
            }
        }
    }
};

// How far the colours are from those of the upper, left and right edges, in their own spread.
cv::Mat strangeness(const cv::Mat &lab) {
    const int band = std::max(1, std::min(lab.cols, lab.rows) / 10);
    cv::Mat result(lab.size(), CV_32FC1, cv::Scalar(1e9));
    const cv::Rect parts[] = {{0, 0, lab.cols, band}, {0, 0, band, lab.rows}, {lab.cols - band, 0, band, lab.rows}};
    for (const cv::Rect &part : parts) {
        cv::Mat samples = lab(part).clone().reshape(1, part.area()), covariance, mean;
        cv::calcCovarMatrix(samples, covariance, mean, cv::COVAR_NORMAL | cv::COVAR_ROWS | cv::COVAR_SCALE, CV_32F);
        for (int i = 0; i < 3; i++) covariance.at<float>(i, i) += 40;
        const cv::Matx33f inverse = cv::Matx33f(covariance.ptr<float>()).inv();
        const cv::Vec3f centre(mean.ptr<float>());
        for (int y = 0; y < lab.rows; y++) {
            for (int x = 0; x < lab.cols; x++) {
                const cv::Vec3f away = lab.at<cv::Vec3f>(y, x) - centre;
                float &least = result.at<float>(y, x);
                least = std::min(least, std::sqrt(std::max(0.0f, away.dot(inverse * away))));
            }
        }
    }
    return result;
}

void normalise(cv::Mat &plane) {
    double most = 0;
    cv::minMaxLoc(plane, nullptr, &most);
    if (most > 0) plane /= most;
}

}  // namespace

cv::Mat saliency_of(const cv::Mat &picture) {
    cv::Mat scaled, lab;
    picture.convertTo(scaled, CV_32F, 1 / 255.0);
    cv::GaussianBlur(scaled, scaled, {0, 0}, 1.2);
    cv::cvtColor(scaled, lab, cv::COLOR_RGB2Lab);
    std::vector<cv::Mat> bands;
    cv::split(lab, bands);
    cv::Mat sum(picture.size(), CV_32FC1, cv::Scalar(0));
    for (const cv::Mat &band : bands) {
        Barrier barrier(band);
        for (int pass = 0; pass < 2; pass++) {
            barrier.forth();
            barrier.back();
        }
        cv::Mat cost;
        cv::min(barrier.cost, 200, cost);
        sum += cost;
    }
    normalise(sum);
    cv::Mat strange = strangeness(lab);
    cv::min(strange, 6, strange);
    normalise(strange);
    sum += strange;
    for (int y = 0; y < sum.rows; y++) {
        const float down = (float(y) + 0.5f) / float(sum.rows) - 0.52f;
        for (int x = 0; x < sum.cols; x++) {
            const float across = (float(x) + 0.5f) / float(sum.cols) - 0.5f;
            sum.at<float>(y, x) *= std::exp(-(across * across + 0.6f * down * down) / 0.16f);
        }
    }
    cv::GaussianBlur(sum, sum, {0, 0}, std::max(1.0, std::max(sum.cols, sum.rows) / 120.0));
    normalise(sum);
    return sum;
}

}  // namespace vision
