import Imaging
import Kernel
import Testing

@testable import Vision

struct DetailTests {
    let imaging = Imaging()
    var vision: Vision { Vision(imaging: imaging) }

    private static func variance(_ pixels: RawPixels) -> Double {
        let values = pixels.bytes.map(Double.init)
        let mean = values.reduce(0, +) / Double(values.count)
        return values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
    }

    @Test func `sharpening strengthens edges and leaves plain areas alone`() async throws {
        let step = try RawPixels.made(40, 20) { x, _ in x < 20 ? [100, 100, 100] : [150, 150, 150] }
        let sharp = try await imaging.pixels(of: vision.sharpen(imaging.picture(of: step), amount: 1))
        #expect(sharp.colour(19, 10)[0] < 100 && sharp.colour(20, 10)[0] > 150)
        #expect(sharp.colour(5, 10) == [100, 100, 100])
    }

    @Test func `denoising takes most of the noise and keeps an edge`() async throws {
        var state: UInt64 = 1
        let noisy = try RawPixels.made(96, 96) { x, _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let noise = Int(state >> 33) % 17 - 8
            let value = UInt8((x < 48 ? 80 : 180) + noise)
            return [value, value, value]
        }
        let clean = try await imaging.pixels(of: vision.denoise(imaging.picture(of: noisy), strength: 0.7))
        let left = try RawPixels.made(40, 90) { x, y in Array(noisy[x + 2, y + 2]) }
        let leftClean = try RawPixels.made(40, 90) { x, y in Array(clean[x + 2, y + 2]) }
        #expect(Self.variance(leftClean) < Self.variance(left) / 3)
        #expect(abs(clean.colour(44, 50)[0] - 80) < 10 && abs(clean.colour(51, 50)[0] - 180) < 10)
    }

    @Test func `pixels are denoised alike whatever square they lie in`() async throws {
        // 216 pixels are one square; the pattern comes again after 24.
        let pixels = try RawPixels.made(60, 300) { x, y in
            [UInt8((x * 31 + y % 24 * 57) % 97 + 60), UInt8((x * 13 + y % 24 * 7) % 50), UInt8(x)]
        }
        let clean = try await imaging.pixels(of: vision.denoise(imaging.picture(of: pixels), strength: 1))
        for y in [120, 192, 216, 240] { #expect(Array(clean[30, y]) == Array(clean[30, 96])) }
    }

    @Test func `grain depends on its seed, and its mean is nothing`() async throws {
        let grey = try await imaging.picture(of: .plain(200, 200, [128, 128, 128]))
        let one = try await imaging.pixels(of: vision.grain(0.5, seed: Seed(clamping: 1), on: grey))
        let two = try await imaging.pixels(of: vision.grain(0.5, seed: Seed(clamping: 2), on: grey))
        let mean = Double(one.bytes.reduce(0) { $0 + Int($1) }) / Double(one.bytes.count)
        #expect(one != two)
        #expect(abs(mean - 128) < 1)
        #expect(Self.variance(one) > 20)
    }

    @Test func `a vignette darkens corners and not the middle`() async throws {
        let grey = try await imaging.picture(of: .plain(101, 101, [128, 128, 128]))
        let dark = try await imaging.pixels(of: vision.vignette(1, on: grey))
        #expect(dark.colour(50, 50) == [128, 128, 128])
        #expect(dark.colour(0, 0)[0] < 70)
    }

    @Test func `shadows brighten what is dark and leave what is bright`() async throws {
        let halves = try RawPixels.made(200, 100) { x, _ in x < 100 ? [30, 30, 30] : [230, 230, 230] }
        let bright = try await imaging.pixels(of: vision.shadows(1, on: imaging.picture(of: halves)))
        #expect(bright.colour(20, 50)[0] > 45)
        #expect(abs(bright.colour(180, 50)[0] - 230) <= 4)
        let dull = try await imaging.pixels(of: vision.highlights(-1, on: imaging.picture(of: halves)))
        #expect(dull.colour(180, 50)[0] < 200)
        #expect(abs(dull.colour(20, 50)[0] - 30) <= 3)
    }
}
