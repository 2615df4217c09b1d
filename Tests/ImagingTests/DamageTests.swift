import Foundation
import Imaging
import Kernel
import Testing

/// Broken files give an error or a picture of the size that was promised, and never anything else.
struct DamageTests {
    let imaging = Imaging()
    let limits = DecodeLimits(maxPixels: 1_000_000)

    @Test(arguments: ImageFormat.allCases)
    func `a picture cut anywhere is harmless`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging)
        for length in stride(from: 0, to: bytes.count, by: max(1, min(97, bytes.count / 40))) {
            try await expectHarmless(bytes.prefix(length))
        }
    }

    @Test(arguments: ImageEncoding.all)
    func `a larger picture cut at every 97th byte is harmless`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: PixelSize(width: 300, height: 200))
        let bytes = try await imaging.encode(picture, as: encoding)
        for length in stride(from: 0, to: bytes.count, by: 97) {
            try await expectHarmless(bytes.prefix(length))
        }
    }

    @Test(arguments: ImageFormat.allCases)
    func `a picture with any byte changed is harmless`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging)
        var random = Lehmer(seed: 48_271)
        for _ in 0..<250 {
            var changed = bytes
            changed[changed.startIndex + random.next(below: bytes.count)] = UInt8(random.next(below: 256))
            try await expectHarmless(changed)
        }
    }

    @Test(arguments: [ImageFormat.png, .jpeg, .webp, .avif, .heic, .tiff])
    func `half a picture is damaged`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging)
        await #expect(throws: ImagingError.damaged) {
            try await imaging.decode(bytes.prefix(bytes.count / 2))
        }
    }

    @Test(arguments: ImageFormat.allCases)
    func `bytes after a picture do not matter`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging) + Data("something else".utf8)
        #expect(try await imaging.decode(bytes).size == Sample.size)
    }

    private func expectHarmless(_ bytes: Data) async throws {
        let promised = try? await imaging.probe(bytes).uprightSize
        do throws(ImagingError) {
            let picture = try await imaging.decode(bytes, limits: limits)
            #expect(picture.size == promised)
        } catch {
            switch error {
            case .notAnImage, .unsupportedFormat, .tooLarge, .damaged: break
            case .busy, .cancelled, .failed, .outOfRange: Issue.record("\(error) after \(bytes.count) bytes")
            }
        }
    }
}

/// The same numbers in every run.
private struct Lehmer {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    mutating func next(below bound: Int) -> Int {
        state = state * 48_271 % 2_147_483_647
        return Int(state % UInt64(bound))
    }
}
