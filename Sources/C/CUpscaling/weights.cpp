#include "weights.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace upscaling {

namespace {

constexpr char magic[8] = {'N', 'B', 'P', 'N', 'E', 'T', '1', '\n'};
constexpr uint32_t convolutions = 18;
constexpr uint32_t features = 64;
constexpr uint32_t scale = 4;

// Takes numbers from the front; the processors that we run on are little-endian, as the file is.
class Reader {
  public:
    Reader(const void *bytes, size_t count) : at_(static_cast<const uint8_t *>(bytes)), left_(count) {}

    void take(void *target, size_t count) {
        if (count > left_) throw std::invalid_argument("too short");
        std::memcpy(target, at_, count);
        at_ += count;
        left_ -= count;
    }

    uint32_t number() {
        uint32_t value;
        take(&value, sizeof value);
        return value;
    }

    std::vector<float> floats(size_t count) {
        std::vector<float> values(count);
        take(values.data(), count * sizeof(float));
        return checked(std::move(values));
    }

    std::vector<float> halves(size_t count) {
        std::vector<uint16_t> halves(count);
        take(halves.data(), count * sizeof(uint16_t));
        std::vector<float> values;
        values.reserve(count);
        for (uint16_t half : halves) values.push_back(widened(half));
        return checked(std::move(values));
    }

    bool is_done() const { return left_ == 0; }

  private:
    static float widened(uint16_t half) {
        const int exponent = half >> 10 & 31;
        const int fraction = half & 1023;
        const float size = exponent == 31  ? NAN
                           : exponent == 0 ? std::ldexp(float(fraction), -24)
                                           : std::ldexp(float(1024 + fraction), exponent - 25);
        return half >> 15 ? -size : size;
    }

    static std::vector<float> checked(std::vector<float> values) {
        for (float value : values) {
            if (!std::isfinite(value)) throw std::invalid_argument("not a number");
        }
        return values;
    }

    const uint8_t *at_;
    size_t left_;
};

}  // namespace

std::vector<Layer> read_layers(const void *bytes, size_t count) {
    Reader reader(bytes, count);
    char found[sizeof magic];
    reader.take(found, sizeof found);
    if (std::memcmp(found, magic, sizeof magic) != 0 || reader.number() != convolutions ||
        reader.number() != features || reader.number() != scale) {
        throw std::invalid_argument("another network");
    }
    std::vector<Layer> layers;
    for (uint32_t place = 0; place < convolutions; place++) {
        const bool is_last = place + 1 == convolutions;
        const uint32_t inputs = place == 0 ? 3 : features;
        const uint32_t outputs = is_last ? 3 * scale * scale : features;
        Layer layer{int(inputs), int(outputs), {}, {}, {}};
        layer.kernel = reader.halves(size_t(outputs) * inputs * 9);
        layer.bias = reader.floats(outputs);
        if (!is_last) layer.slopes = reader.floats(outputs);
        layers.push_back(std::move(layer));
    }
    if (!reader.is_done()) throw std::invalid_argument("too long");
    return layers;
}

}  // namespace upscaling
