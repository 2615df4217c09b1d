import Imaging
import Kernel
import Testing

@testable import Vision

struct SubjectTests {
    let imaging = Imaging()
    let size = PixelSize(width: 240, height: 200)
    var vision: Vision { Vision(imaging: imaging) }

    private func disc() async throws -> Picture {
        try await imaging.draw(svg: Scene.disc, size: size)
    }

    /// Of all pixels, how many are on the wrong side of a disc's edge.
    private func share(_ mask: Mask) -> Double {
        let wrong = (0..<size.pixels).count { place in
            let (x, y) = (Double(place % 240) + 0.5 - 120, Double(place / 240) + 0.5 - 100)
            let isInside = x * x / 3_600 + y * y / 2_500 < 1
            return isInside != (mask.coverage[place] >= 128)
        }
        return Double(wrong) / Double(size.pixels)
    }

    @Test func `the subject is found by itself and within a rectangle`() async throws {
        let picture = try await disc()
        let found = try await vision.subject(of: picture)
        let rect = PixelRect(x: 40, y: 30, width: 160, height: 140)
        let within = try await vision.subject(of: picture, within: rect)
        #expect(share(found) < 0.01)
        #expect(share(within) < 0.01)
    }

    @Test func `a brush takes in and leaves out`() async throws {
        let picture = try await disc()
        let keep = Mask(rectangle: PixelRect(x: 5, y: 5, width: 30, height: 20), in: size)
        let drop = Mask(rectangle: PixelRect(x: 110, y: 90, width: 20, height: 20), in: size)
        let mask = try await vision.subject(of: picture, keep: keep, drop: drop)
        #expect(mask.coverage[12 * 240 + 15] == 255)
        #expect(mask.coverage[100 * 240 + 120] == 0)
    }

    @Test func `a plain picture has some mask and a transparent one none`() async throws {
        let clear = try await imaging.picture(of: .plain(30, 30, [0, 0, 0, 0]))
        #expect(try await vision.subject(of: clear).isEmpty)
        let plain = try await imaging.picture(of: .plain(30, 30, [90, 90, 90]))
        #expect(try await vision.subject(of: plain).size == plain.size)
        let pixel = try await imaging.picture(of: .plain(1, 1, [90, 90, 90]))
        #expect(try await vision.subject(of: pixel).size == pixel.size)
    }

    @Test func `a blurred background takes no colour of the subject`() async throws {
        let picture = try await disc()
        let mask = try await vision.grow(vision.subject(of: picture), by: 1)
        let blurred = try await vision.blurBackground(of: picture, subject: mask, sigma: 12)
        let pixels = try await imaging.pixels(of: blurred)
        let before = try await imaging.pixels(of: picture)
        #expect(pixels.colour(120, 100) == before.colour(120, 100))
        // Beside the red disc, in the green: no more red than the green has.
        #expect(pixels.colour(120 + 66, 125)[0] < 0x77 + 12)
        #expect(pixels.colour(120 + 66, 125)[1] > 0xaa - 12)
    }

    @Test func `a cut-out's soft edge has the subject's colour`() async throws {
        let picture = try await disc()
        let pixels = try await imaging.pixels(of: vision.cutOut(vision.subject(of: picture), of: picture))
        let alpha = pixels.alpha
        let soft = alpha.indices.filter { (40...200).contains(alpha[$0]) }
        let red = soft.map { pixels.colour($0 % 240, $0 / 240) }
        #expect(!soft.isEmpty)
        #expect(red.count { $0[0] > 150 && $0[1] < 100 } * 10 >= red.count * 9)
    }

    @Test func `another background shows around the subject`() async throws {
        let picture = try await disc()
        let subject = try await vision.subject(of: picture)
        let beach = try await imaging.picture(of: .plain(30, 90, [250, 240, 120]))
        let replaced = try await vision.replaceBackground(of: picture, subject: subject, with: beach)
        let pixels = try await imaging.pixels(of: replaced)
        #expect(pixels.size == size)
        #expect(pixels.colour(3, 3) == [250, 240, 120])
        #expect(pixels.colour(120, 100)[0] > 180)
        let none = try await vision.replaceBackground(of: picture, subject: subject, with: .transparent)
        #expect(try await imaging.pixels(of: none).alpha[0] == 0)
        let white = try await vision.replaceBackground(of: picture, subject: subject, with: .white)
        #expect(try await imaging.pixels(of: white).colour(3, 3) == [255, 255, 255])
    }

    @Test func `a change is merged where the mask covers`() async throws {
        let picture = try await disc()
        let left = Mask(rectangle: PixelRect(x: 0, y: 0, width: 120, height: 200), in: size)
        let merged = try await imaging.pixels(
            of: vision.merge(vision.invert(picture), into: picture, where: left)
        )
        let before = try await imaging.pixels(of: picture)
        #expect(merged.colour(10, 10) == before.colour(10, 10).map { 255 - $0 })
        #expect(merged.colour(200, 10) == before.colour(200, 10))
    }
}
