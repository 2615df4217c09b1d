import Imaging
import Kernel
import Testing

@testable import Vision

struct NeutralTests {
    let imaging = Imaging()
    var vision: Vision { Vision(imaging: imaging) }

    private func sample() async throws -> Picture {
        try await imaging.draw(svg: Scene.disc, size: PixelSize(width: 40, height: 30))
    }

    @Test func `neutral numbers change nothing`() async throws {
        let picture = try await sample()
        let line = [CurvePoint(0, 0), CurvePoint(0.3, 0.3), CurvePoint(1, 1)]
        let results = [
            try await vision.exposure(0, on: picture), try await vision.contrast(0, on: picture),
            try await vision.whiteBalance(temperature: 0, tint: 0, on: picture),
            try await vision.curve(line, on: picture), try await vision.levels(on: picture),
            try await vision.saturation(0, on: picture), try await vision.vibrance(0, on: picture),
            try await vision.hue(0, on: picture), try await vision.shadows(0, on: picture),
            try await vision.highlights(0, on: picture), try await vision.enhance(picture, strength: 0),
            try await vision.vignette(0, on: picture), try await vision.sharpen(picture, amount: 0),
            try await vision.denoise(picture, strength: 0),
            try await vision.grain(0, seed: Seed(clamping: 1), on: picture),
            try await vision.hide([], by: .blur, in: picture),
            try await vision.erase(
                Mask(size: picture.size, all: 0),
                from: picture,
                seed: Seed(clamping: 1)
            ),
        ]
        #expect(results.allSatisfy { $0 === picture })
    }

    @Test func `numbers out of range are refused`() async throws {
        let picture = try await sample()
        let vision = vision
        let mask = Mask(size: PixelSize(width: 40, height: 31), all: 255)
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await vision.exposure(5.1, on: picture) },
            { _ = try await vision.exposure(.nan, on: picture) },
            { _ = try await vision.contrast(-1.1, on: picture) },
            { _ = try await vision.whiteBalance(temperature: 2, on: picture) },
            { _ = try await vision.whiteBalance(temperature: 0, tint: .infinity, on: picture) },
            { _ = try await vision.curve([CurvePoint(0, 0)], on: picture) },
            { _ = try await vision.curve([CurvePoint(0.5, 0), CurvePoint(0.5, 1)], on: picture) },
            { _ = try await vision.curve([CurvePoint(0, 0), CurvePoint(1, 1.2)], on: picture) },
            { _ = try await vision.levels(black: 200, white: 200, on: picture) },
            { _ = try await vision.levels(gamma: 0, on: picture) },
            { _ = try await vision.levels(black: -1, on: picture) },
            { _ = try await vision.posterise(1, on: picture) },
            { _ = try await vision.saturation(1.01, on: picture) },
            { _ = try await vision.hue(181, on: picture) },
            { _ = try await vision.recolour(.black, to: .white, tolerance: 0, on: picture) },
            { _ = try await vision.blackAndWhite(red: 3, on: picture) },
            { _ = try await vision.sharpen(picture, amount: 6) },
            { _ = try await vision.sharpen(picture, radius: 0) },
            { _ = try await vision.grain(0.5, size: 9, seed: Seed(clamping: 1), on: picture) },
            { _ = try await vision.oil(picture, strength: -0.1) },
            { _ = try await vision.cutOut(mask, of: picture) },
            { _ = try await vision.blurBackground(of: picture, subject: mask, sigma: 3) },
            { _ = try await vision.merge(picture, into: picture, where: mask) },
            { _ = try await vision.erase(mask, from: picture, seed: Seed(clamping: 1)) },
            {
                let all = Mask(size: picture.size, all: 255)
                _ = try await vision.erase(all, from: picture, seed: Seed(clamping: 1))
            },
            { _ = try await vision.subject(of: picture, keep: mask) },
            { _ = try await vision.subject(of: picture, within: PixelRect(x: 0, y: 0, width: 0, height: 9)) },
            { _ = try await vision.paste(picture, into: picture, x: .max, y: 0) },
            { _ = try await vision.paste(picture, into: picture, x: 0, y: 0, mask: mask) },
            {
                let faces = [PixelRect(x: 0, y: 0, width: 0, height: 3)]
                _ = try await vision.hide(faces, by: .blur, in: picture)
            },
            { _ = try await vision.mask(lasso: [MaskPoint(x: 0, y: 0)], in: picture.size) },
            { _ = try await vision.feather(mask, sigma: 501) },
            { _ = try await vision.grow(mask, by: .nan) },
        ]
        for call in calls {
            await #expect(throws: ImagingError.outOfRange) { try await call() }
        }
    }
}
