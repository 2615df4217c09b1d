import Foundation
import Imaging
import Kernel
import Testing

struct ColourTests {
    let imaging = Imaging()

    @Test(arguments: [
        PNGKind(.grey, bits: 8, sample: [200], becomes: [200, 200, 200]),
        PNGKind(.grey, bits: 1, sample: [0xFF], becomes: [255, 255, 255]),
        PNGKind(.grey, bits: 16, sample: [200, 200], becomes: [200, 200, 200]),
        PNGKind(.rgb, bits: 16, sample: [200, 200, 100, 100, 50, 50], becomes: [200, 100, 50]),
        PNGKind(.greyAlpha, bits: 8, sample: [200, 60], becomes: [200, 200, 200, 60]),
        PNGKind(
            .rgbAlpha,
            bits: 16,
            sample: [200, 200, 100, 100, 50, 50, 60, 60],
            becomes: [200, 100, 50, 60]
        ),
    ])
    func `every kind of sample becomes 8-bit RGB`(kind: PNGKind) async throws {
        let pixels = try await imaging.pixels(of: imaging.decode(kind.bytes))
        #expect(pixels.size == PixelSize(width: 8, height: 8))
        #expect(Array(pixels[3, 5]) == kind.result)
    }

    @Test func `a colour profile is obeyed`() async throws {
        let jpeg = try await Sample.bytes(.jpeg, with: imaging)
        let upload = JPEGBuilder.adding(profile: ICCBuilder.exchangingRedAndGreen, to: jpeg)
        let decoded = try await imaging.decode(upload)
        let small = try await imaging.decode(imaging.thumbnail(upload, width: 32, as: .png))
        #expect(try await imaging.pixels(of: decoded).quarters == "GRBW")
        #expect(try await imaging.pixels(of: small).quarters == "GRBW")
    }

    @Test func `a broken colour profile is ignored`() async throws {
        let jpeg = try await Sample.bytes(.jpeg, with: imaging)
        let upload = JPEGBuilder.adding(profile: Data("no profile at all".utf8), to: jpeg)
        #expect(try await imaging.pixels(of: imaging.decode(upload)).quarters == "RGBW")
    }
}

/// A PNG of 8 x 8 equal pixels.
struct PNGKind: Sendable, CustomTestStringConvertible {
    enum Colours: UInt8 {
        case grey = 0
        case rgb = 2
        case greyAlpha = 4
        case rgbAlpha = 6
    }

    let bytes: Data
    let result: [UInt8]
    let testDescription: String

    init(_ colours: Colours, bits: UInt8, sample: [UInt8], becomes result: [UInt8]) {
        let samples = [[UInt8]](repeating: sample, count: bits == 1 ? 1 : 8)
        let rows = [[UInt8]](repeating: [0] + samples.joined(), count: 8)
        let joined = Data(rows.joined())
        self.bytes = PNGBuilder.stored(side: 8, bits: bits, colourType: colours.rawValue, rows: joined)
        self.result = result
        self.testDescription = "\(colours), \(bits) bits"
    }
}
